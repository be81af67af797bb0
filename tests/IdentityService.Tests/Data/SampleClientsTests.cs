using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;

namespace PovertyPlatform.IdentityServiceTests.Data;

/// <summary>The migration step makes credentials on this machine once, and keeps file and database in step.</summary>
public sealed class SampleClientsTests(IdentityHost host) : IClassFixture<IdentityHost>
{
    private string CredentialsPath => Path.Combine(host.DataFolder, "credentials.json");

    [Fact]
    public async Task SecondMigration_ChangesNothing()
    {
        var before = await File.ReadAllTextAsync(CredentialsPath, TestContext.Current.CancellationToken);
        var grants = await host.Scalar<long>("select count(*) from role_grant");
        await Migrate();
        Assert.Equal(before, await File.ReadAllTextAsync(CredentialsPath, TestContext.Current.CancellationToken));
        Assert.Equal(grants, await host.Scalar<long>("select count(*) from role_grant"));
        Assert.Equal(200, (await host.AskAs("chair-pungluong")).Status);
    }

    [Fact]
    public async Task LostFile_IsMadeAnew()
    {
        var old = host.Credential("officer-laocai").GetProperty("secret").GetString()!;
        File.Delete(CredentialsPath);
        await Migrate();
        Assert.NotEqual(old, host.Credential("officer-laocai").GetProperty("secret").GetString());
        Assert.Equal(200, (await host.AskAs("officer-laocai")).Status);
        Assert.Equal(401, (await host.Ask(("grant_type", "client_credentials"), ("client_id", "officer-laocai"), ("client_secret", old))).Status);
        Assert.Equal(200, (await host.Ask(Tokens.Assertion.Form(Tokens.Assertion.Of(host, "bank-laocai").Sign()))).Status);
    }

    [Fact]
    public void Files_AreForTheirOwnerOnly()
    {
        if (OperatingSystem.IsWindows())
            return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(CredentialsPath));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(host.DataFolder, "signing-key.pem")));
    }

    [Fact]
    public async Task Secrets_AreStoredHashed()
    {
        var stored = await host.Scalar<string>("select string_agg(to_jsonb(c)::text, ' ') from client c");
        Assert.DoesNotContain(host.Credential("operator").GetProperty("secret").GetString()!, stored, StringComparison.Ordinal);
        Assert.DoesNotContain("\\\"d\\\"", stored, StringComparison.Ordinal);
    }

    [Fact]
    public void SampleCallers_HoldWhatTestsGiveThem()
    {
        foreach (var actor in new[] { TestActors.Officer, TestActors.Chair, TestActors.ProvinceOfficer, TestActors.Bank, TestActors.Operator })
        {
            var credential = host.Credential(actor.Id);
            var scopes = credential.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()!).ToHashSet();
            Assert.Subset(scopes, actor.Scopes.ToHashSet());
            Assert.Equal(actor.Nationwide ? ["*"] : actor.Provinces.Concat(actor.Communes), credential.GetProperty("areas").EnumerateArray().Select(area => area.GetString()));
            Assert.Equal(actor.Roles, credential.GetProperty("roles").EnumerateArray().Select(role => role.GetString()!));
        }

        Assert.DoesNotContain(Scopes.ListsRecognise, host.Credential("officer-pungluong").GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()));
    }

    private Task Migrate() => host.MigrateAgain();
}
