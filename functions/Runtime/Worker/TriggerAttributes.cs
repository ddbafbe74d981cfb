using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>An HTTP request on <see cref="Route"/> (below the route prefix of host.json) starts the function.</summary>
public sealed class HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods)
    : TriggerBindingAttribute
{
    public HttpTriggerAttribute() : this(AuthorizationLevel.Function)
    {
    }

    public HttpTriggerAttribute(params string[] methods) : this(AuthorizationLevel.Function, methods)
    {
    }

    /// <summary>The route template; the function's name where it is null.</summary>
    public string? Route { get; set; }

    /// <summary>The methods answered; all of them where it is empty.</summary>
    public string[]? Methods { get; } = methods;

    public AuthorizationLevel AuthLevel { get; } = authLevel;
}

/// <summary>A message on the queue starts the function.</summary>
public sealed class QueueTriggerAttribute(string queueName) : TriggerBindingAttribute
{
    public string QueueName { get; } = queueName;

    /// <summary>The setting that names the storage account; the app's own storage where it is null.</summary>
    public string? Connection { get; set; }
}

/// <summary>The clock starts the function: six-field NCRONTAB (second first), UTC.</summary>
public sealed class TimerTriggerAttribute(string schedule) : TriggerBindingAttribute
{
    public string Schedule { get; } = schedule;

    public bool RunOnStartup { get; set; }

    public bool UseMonitor { get; set; } = true;
}
