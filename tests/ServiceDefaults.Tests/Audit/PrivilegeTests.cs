using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.ServiceDefaults.Hosting;
using PovertyPlatform.ServiceDefaultsTests.Idempotency;

namespace PovertyPlatform.ServiceDefaultsTests.Audit;

/// <summary>In production a service works as its role of least rights or not at all.</summary>
public sealed class PrivilegeTests(Trail trail) : IClassFixture<Trail>
{
    [Fact]
    public async Task OwnerInProduction_RefusesToStart()
    {
        await using var app = Build("Production", trail.OwnerConnection);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => app.StartAsync(TestContext.Current.CancellationToken));
        Assert.Contains("row security", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OwnerInProduction_GetsNoConnection()
    {
        await using var app = Build("Production", trail.OwnerConnection);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await app.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await app.Services.GetRequiredService<NationwideSource>().Source.OpenConnectionAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task RoleOfLeastRightsInProduction_Starts()
    {
        await using var app = Build("Production", trail.AppConnection);
        await app.StartAsync(TestContext.Current.CancellationToken);
        await app.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task OwnerInDevelopment_Starts()
    {
        await using var app = Build("Development", trail.OwnerConnection);
        await app.StartAsync(TestContext.Current.CancellationToken);
        await app.StopAsync(TestContext.Current.CancellationToken);
    }

    private WebApplication Build(string environment, string connection)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseTestServer();
        builder.Configuration["ConnectionStrings:traildb"] = connection;
        builder.Configuration["Transport:PlainInside"] = "true";
        builder.Configuration["Logging:LogLevel:Default"] = "None";
        builder.Configuration["Audit:Folder"] = Path.Combine(trail.Folder, "service");
        builder.Configuration["Audit:KeyFile"] = Path.Combine(trail.Folder, "given.pem");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(Path.Combine(trail.Folder, "given.pem"), key.ExportPkcs8PrivateKeyPem());
        builder.AddServiceDefaults("household");
        builder.AddServiceDatabase<ThingApp.ThingDb>("traildb");
        return builder.Build();
    }
}
