using Microsoft.Extensions.Hosting;
using PovertyPlatform.ServiceDefaults.Hosting;

namespace PovertyPlatform.ServiceDefaultsTests.Hosting;

/// <summary>Nothing inside is spoken in the clear in production unless somebody answers for it.</summary>
public class InsideTransportTests
{
    [Theory]
    [InlineData("Host=db;Username=a;Password=secret")]
    [InlineData("Host=db;SSL Mode=Disable")]
    [InlineData("Host=db;SSL Mode=Prefer")]
    [InlineData("Host=db;SSL Mode=Require")]
    public async Task DatabaseThatIsPlainOrUnchecked_IsRefusedInProductionOnly(string connection)
    {
        var refused = await Start("Production", false, builder => builder.RequireEncryptedDatabase("registrydb", connection));
        Assert.Contains("ConnectionStrings__registrydb", refused, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused, StringComparison.Ordinal);
        Assert.Equal("started", await Start("Development", false, builder => builder.RequireEncryptedDatabase("registrydb", connection)));
        Assert.Equal("started", await Start("Production", true, builder => builder.RequireEncryptedDatabase("registrydb", connection)));
    }

    [Theory]
    [InlineData("Host=db;SSL Mode=VerifyFull;Root Certificate=/etc/ca.pem")]
    [InlineData("Host=db;SSL Mode=VerifyCA")]
    public async Task DatabaseThatIsChecked_IsTaken(string connection) =>
        Assert.Equal("started", await Start("Production", false, builder => builder.RequireEncryptedDatabase("registrydb", connection)));

    [Fact]
    public async Task Broker_IsEncryptedInProduction_AlsoBesideADatabaseThatIs()
    {
        static void Both(HostApplicationBuilder builder)
        {
            builder.RequireEncryptedDatabase("registrydb", "Host=db;SSL Mode=VerifyFull");
            builder.RequireEncryptedBroker("messaging", new Uri("amqp://user:secret@broker/"));
        }

        var refused = await Start("Production", false, Both);
        Assert.Contains("amqps", refused, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused, StringComparison.Ordinal);
        Assert.Equal("started", await Start("Development", false, Both));
        Assert.Equal("started", await Start("Production", true, Both));
        Assert.Equal("started", await Start("Production", false, builder => builder.RequireEncryptedBroker("messaging", new Uri("amqps://broker/"))));
    }

    private static async Task<string> Start(string environment, bool plain, Action<HostApplicationBuilder> register)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = environment });
        builder.Configuration["Transport:PlainInside"] = plain ? "true" : "false";
        register(builder);
        using var host = builder.Build();
        try
        {
            await host.StartAsync();
            await host.StopAsync();
            return "started";
        }
        catch (InvalidOperationException refused)
        {
            return refused.Message;
        }
    }
}
