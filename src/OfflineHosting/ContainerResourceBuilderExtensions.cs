using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Settings of containers; without effect offline.</summary>
public static class ContainerResourceBuilderExtensions
{
    /// <summary>Shows a file or folder of this machine inside the container.</summary>
    /// <param name="builder">The container.</param>
    /// <param name="source">Path here; a relative one starts at the AppHost's folder.</param>
    /// <param name="target">Path in the container.</param>
    /// <param name="isReadOnly">True when the container may only read.</param>
    /// <typeparam name="T">Kind of the container.</typeparam>
    public static IResourceBuilder<T> WithBindMount<T>(this IResourceBuilder<T> builder, string source, string target, bool isReadOnly = false)
        where T : ContainerResource => builder;
}
