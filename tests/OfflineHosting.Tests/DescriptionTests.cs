using Aspire.Hosting;

namespace PovertyPlatform.OfflineHostingTests;

public sealed class DescriptionTests
{
    [Fact]
    public void Container_IsRefusedWithTheWayOut()
    {
        var builder = DistributedApplication.CreateBuilder([]);
        builder.AddPostgres("postgres", password: builder.AddParameter("password", "secret", secret: true), port: 5432).WithDataVolume().AddDatabase("registrydb");
        var refusal = Assert.Throws<DistributedApplicationException>(builder.Build);
        Assert.Contains("'postgres' needs a container", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings__", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingConnectionString_IsNamed()
    {
        var builder = DistributedApplication.CreateBuilder([]);
        var refusal = Assert.Throws<DistributedApplicationException>(() => builder.AddConnectionString("registrydb"));
        Assert.Contains("ConnectionStrings__registrydb", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NameGivenTwice_IsRefused()
    {
        var builder = DistributedApplication.CreateBuilder([]);
        builder.AddProject<TestChild>("same");
        Assert.Throws<DistributedApplicationException>(() => builder.AddProject<TestChild>("same"));
    }

    [Fact]
    public void Configuration_ReadsArgumentsAndTheEnvironmentsName()
    {
        var builder = DistributedApplication.CreateBuilder(["--Gateway:Port=9999", "--ENVIRONMENT=Staging"]);
        Assert.Equal("9999", builder.Configuration["Gateway:Port"]);
    }
}
