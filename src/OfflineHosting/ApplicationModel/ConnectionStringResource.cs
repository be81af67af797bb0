using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>A connection string put together from others.</summary>
public sealed class ConnectionStringResource : Resource, IResourceWithConnectionString, IResourceWithWaitSupport
{
    internal ConnectionStringResource(string name, ReferenceExpression connectionString)
        : base(name) => Text = connectionString.Text;

    internal string Text { get; }
}
