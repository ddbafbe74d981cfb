namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a timer function is told about its schedule.</summary>
public class TimerInfo
{
    /// <summary>Null where <see cref="TimerTriggerAttribute.UseMonitor"/> is false.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>True when the run comes late, for example after the machine slept.</summary>
    public bool IsPastDue { get; set; }
}

/// <summary>When the timer last ran and when it runs next, in UTC.</summary>
public class ScheduleStatus
{
    public DateTime Last { get; set; }

    public DateTime Next { get; set; }

    public DateTime LastUpdated { get; set; }
}
