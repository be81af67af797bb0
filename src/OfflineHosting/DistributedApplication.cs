using Aspire.Hosting.Running;

namespace Aspire.Hosting;

/// <summary>A described application, ready to run.</summary>
public class DistributedApplication
{
    private readonly Application _application;

    internal DistributedApplication(Application application) => _application = application;

    /// <summary>Begins the description of an application.</summary>
    /// <param name="args">Arguments of the AppHost; <c>--Key=value</c> is configuration.</param>
    public static IDistributedApplicationBuilder CreateBuilder(string[] args) => new DistributedApplicationBuilder(args);

    /// <summary>Runs everything until SIGINT or SIGTERM, then stops it in reverse order.</summary>
    public virtual void Run() => RunAsync().GetAwaiter().GetResult();

    /// <summary>Runs everything until SIGINT, SIGTERM or cancellation, then stops it in reverse order.</summary>
    /// <param name="cancellationToken">Stops the application.</param>
    public virtual Task RunAsync(CancellationToken cancellationToken = default) => _application.Run(cancellationToken);
}
