namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something that runs, or that others need while they run.</summary>
public interface IResource
{
    /// <summary>Name of the resource; unique in the application.</summary>
    string Name { get; }
}

/// <summary>A fact attached to a resource.</summary>
public interface IResourceAnnotation;

/// <summary>A resource with arguments on its command line.</summary>
public interface IResourceWithArgs : IResource;

/// <summary>Something that a deployment description can name.</summary>
public interface IManifestExpressionProvider;

/// <summary>A resource that others reach by a connection string.</summary>
public interface IResourceWithConnectionString : IResource, IManifestExpressionProvider, IValueProvider;

/// <summary>A resource that listens on ports.</summary>
public interface IResourceWithEndpoints : IResource;

/// <summary>A resource that reads environment variables.</summary>
public interface IResourceWithEnvironment : IResource;

/// <summary>A resource that can wait for others before it starts.</summary>
public interface IResourceWithWaitSupport : IResource;

/// <summary>Something that has a value when the application starts.</summary>
public interface IValueProvider;

/// <summary>Configures one resource.</summary>
/// <typeparam name="T">Kind of the resource; covariant, so that a database is also "something with a connection string".</typeparam>
public interface IResourceBuilder<out T>
    where T : IResource
{
    /// <summary>The application the resource belongs to.</summary>
    IDistributedApplicationBuilder ApplicationBuilder { get; }

    /// <summary>The resource.</summary>
    T Resource { get; }
}
