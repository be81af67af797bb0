namespace Aspire.Hosting.ApplicationModel;

/// <summary>A named resource.</summary>
/// <param name="name">Name; unique in the application.</param>
public abstract class Resource(string name) : IResource
{
    /// <inheritdoc />
    public virtual string Name { get; } = name;
}
