using System.Diagnostics.CodeAnalysis;

namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Base of the attributes that bind a function to something outside of it.</summary>
public abstract class BindingAttribute : Attribute
{
    [SuppressMessage("Design", "CA1012", Justification = "Public in the official package.")]
    public BindingAttribute()
    {
    }
}

/// <summary>Base of the attributes that say what starts a function.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public abstract class TriggerBindingAttribute : BindingAttribute
{
    [SuppressMessage("Design", "CA1012", Justification = "Public in the official package.")]
    public TriggerBindingAttribute()
    {
    }
}
