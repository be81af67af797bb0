namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that runs in a container. Offline no container runs: adding one is refused when the application is built.</summary>
public class ContainerResource : Resource, IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport
{
    internal ContainerResource(string name)
        : base(name)
    {
    }
}
