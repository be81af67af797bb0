namespace Aspire.Hosting.ApplicationModel;

/// <summary>A database of a PostgreSQL server in a container.</summary>
public class PostgresDatabaseResource : Resource, IResourceWithConnectionString
{
    internal PostgresDatabaseResource(string name)
        : base(name)
    {
    }
}
