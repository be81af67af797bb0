using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace Aspire.Hosting;

internal sealed class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly List<IResource> _resources = [];

    public DistributedApplicationBuilder(string[] args)
    {
        // Aspire's own SDK writes the same attribute into the AppHost.
        AppHostDirectory = Assembly.GetEntryAssembly()?.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(attribute => attribute.Key == "apphostprojectpath")?.Value ?? Directory.GetCurrentDirectory();
        Configuration.AddEnvironmentVariables("DOTNET_");
        var environment = Configuration["ENVIRONMENT"] ?? Environments.Production;
        Configuration.SetBasePath(AppHostDirectory)
            .AddJsonFile("appsettings.json", optional: true).AddJsonFile($"appsettings.{environment}.json", optional: true)
            .AddEnvironmentVariables().AddCommandLine(args);
        Environment = new HostingEnvironment
        {
            ApplicationName = "AppHost",
            EnvironmentName = environment,
            ContentRootPath = AppHostDirectory,
            ContentRootFileProvider = new NullFileProvider(),
        };
    }

    public string AppHostDirectory { get; }

    public ConfigurationManager Configuration { get; } = new();

    public IHostEnvironment Environment { get; }

    public ResourceBuilder<T> Add<T>(T resource)
        where T : IResource
    {
        if (_resources.Any(other => string.Equals(other.Name, resource.Name, StringComparison.OrdinalIgnoreCase)))
            throw new DistributedApplicationException($"Two resources are called '{resource.Name}'.");
        _resources.Add(resource);
        return new ResourceBuilder<T>(this, resource);
    }

    public DistributedApplication Build()
    {
        if (_resources.OfType<ContainerResource>().FirstOrDefault() is { } container)
            throw new DistributedApplicationException(
                $"'{container.Name}' needs a container, and offline hosting starts none: set ConnectionStrings__{container.Name} (or those of its databases) to a running server. ./dev up does it for you.");
        return new DistributedApplication(new Application([.. _resources.OfType<ProjectResource>()], HostingOptions.From(Configuration, AppHostDirectory)));
    }
}
