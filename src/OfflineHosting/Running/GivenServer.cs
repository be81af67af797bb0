using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>A server somebody else runs.</summary>
internal sealed class GivenServer(string name, string connectionString) : Resource(name), IResourceWithConnectionString, IResourceWithWaitSupport
{
    public string ConnectionString { get; } = connectionString;
}
