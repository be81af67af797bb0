using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Describes what runs.</summary>
public interface IDistributedApplicationBuilder
{
    /// <summary>Folder of the AppHost project; relative paths start there.</summary>
    string AppHostDirectory { get; }

    /// <summary>Configuration of the AppHost: appsettings, environment variables, arguments.</summary>
    ConfigurationManager Configuration { get; }

    /// <summary>Environment the AppHost runs in.</summary>
    IHostEnvironment Environment { get; }

    /// <summary>Builds the application.</summary>
    /// <exception cref="DistributedApplicationException">A resource cannot run this way; the message names it and the way out.</exception>
    DistributedApplication Build();
}
