namespace Aspire.Hosting.ApplicationModel;

/// <summary>A RabbitMQ broker in a container.</summary>
public class RabbitMQServerResource : ContainerResource, IResourceWithConnectionString
{
    internal RabbitMQServerResource(string name)
        : base(name)
    {
    }
}
