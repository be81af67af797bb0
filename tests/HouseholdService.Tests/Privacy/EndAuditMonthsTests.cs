using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.Privacy;

/// <summary>The registry with its trail sealed every half second, and reference data of its own.</summary>
public sealed class SealedHost : ImportHost
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("trail-").FullName;

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(base.Settings) { ["Audit:Folder"] = Folder, ["Audit:Seconds"] = "0.5" };

    /// <summary>Runs a step of the deployment under the owner's login; its exit code.</summary>
    public async Task<int> Step(params string[] words)
    {
        string[] arguments =
        [
            words[0], $"--ConnectionStrings:registrydb={ConnectionString}", $"--ConnectionStrings:messaging={Messaging}", $"--Audit:Folder={Folder}", $"--Audit:KeyFile={Path.Combine(Folder, "signing-key.pem")}",
            $"--Reference:Path={Folder}", .. words[1..],
        ];
        return (int)(await Task.Run(() => typeof(Program).Assembly.EntryPoint!.Invoke(null, [arguments])))!;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(Folder, true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The rules of this deployment.</summary>
    public void Rule(string months, string state)
    {
        Directory.CreateDirectory(Path.Combine(Folder, "privacy"));
        File.WriteAllText(Path.Combine(Folder, "privacy", "retention.csv"), $"code,province_code,valid_from,valid_to,months,state\naudit-trail,15,2026-01-01,,{months},{state}\n");
    }
}

/// <summary>The step of a deployment that ends months of the registry's trail, and the one that verifies it afterwards.</summary>
public sealed class EndAuditMonthsTests(SealedHost host) : IClassFixture<SealedHost>
{
    [Fact]
    public async Task Step_TellsFirst_RespectsOrders_EndsByRule_AndVerificationAgrees()
    {
        await host.Officer.GetAsync("/v1/households", TestContext.Current.CancellationToken);
        await host.Scalar<long>("""
            with told as (insert into audit.entry (id, recorded_at, actor_id, client_id, roles, action, subject_kind, subject_id, province_code, commune_code)
              select gen_random_uuid(), '2026-01-15T03:00Z', 'officer', 'portal', array['poverty-officer'], 'household.reveal', 'household', gen_random_uuid(), '15', '04492' from generate_series(1, 20) returning 1)
            select count(*) from told
            """);
        await Eventually.Equals(true, () => host.Scalar<bool>("select exists (select from audit.seal) and not exists (select from audit.entry e where (e.tx, e.position) > (select s.last_tx, s.last_position from audit.seal s order by number desc limit 1))"), TimeSpan.FromSeconds(60));

        host.Rule("", "proposed");
        Assert.Equal(0, await host.Step("end-audit-months", "--apply"));
        host.Rule("6", "in-force");
        Assert.Equal(0, await host.Step("end-audit-months"));
        await host.Scalar<Guid>("""
            insert into legal_hold (province_code, commune_code, id, order_number, ordered_by, ordered_on, placed_by, placed_at)
            values ('15', '04489', gen_random_uuid(), '1/QĐ-TTr', 'Thanh tra tỉnh', '2026-01-02', 'x', now()) returning id
            """);
        Assert.Equal(0, await host.Step("end-audit-months", "--apply"));
        Assert.Equal(20L, await January());

        await host.Scalar<Guid>("update legal_hold set ended_on = '2026-02-01', ended_by = 'x', end_order = '2/QĐ-TTr' returning id");
        Assert.Equal(0, await host.Step("end-audit-months", "--apply"));
        Assert.Equal(0L, await January());
        Assert.Equal("audit-trail/15 2026-01-01 6, 20", await host.Scalar<string>("select rules || ', ' || entries from audit.ending where month = '2026-01-01'"));
        Assert.Contains("\"2026-01-01\"", await File.ReadAllTextAsync(Path.Combine(host.Folder, "registry.endings.jsonl"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(0, await host.Step("verify-audit"));

        // Without the rule in the file the same end is one that nobody allowed.
        host.Rule("6", "proposed");
        Assert.Equal(1, await host.Step("verify-audit"));
        host.Rule("6", "in-force");
        Assert.Equal(0, await host.Step("verify-audit"));
    }

    private Task<long> January() => host.Scalar<long>("select count(*) from audit.entry where recorded_at < '2026-02-01'");
}
