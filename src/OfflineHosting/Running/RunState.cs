namespace Aspire.Hosting.Running;

/// <summary>Where a resource is on its way.</summary>
internal enum RunState
{
    /// <summary>Waits for others.</summary>
    Waiting,

    /// <summary>The process runs and has not answered its health check yet.</summary>
    Starting,

    /// <summary>The process runs and has no health check.</summary>
    Running,

    /// <summary>Runs, and answered its last health check.</summary>
    Healthy,

    /// <summary>Runs, was healthy once, and did not answer its last health check.</summary>
    Unhealthy,

    /// <summary>Ended with 0.</summary>
    Finished,

    /// <summary>Ended by itself with another code, or could not start.</summary>
    Failed,

    /// <summary>Ended because the application stops.</summary>
    Stopped,
}
