using Npgsql;
using PovertyPlatform.Contracts;
using PovertyPlatform.Contracts.Households;
using PovertyPlatform.Contracts.Support;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;
using PovertyPlatform.TestKit.Hosting;

namespace PovertyPlatform.PartnerServiceTests;

/// <summary>Events as the other services would tell them, and places of a test's own so that tests do not see each other.</summary>
internal static class Told
{
    private static int _place;

    /// <summary>A commune that no other test uses.</summary>
    public static string NewCommune() => $"{10_000 + Interlocked.Increment(ref _place)}";

    /// <summary>A bank of one commune, or of a province.</summary>
    public static TestActor BankOf(string commune) => TestActors.Bank with { Id = $"bank-{commune}", Provinces = [], Communes = [commune] };

    public static EligibilityGranted Granted(
        string commune, Guid? grant = null, long version = 1, Guid? household = null, string province = "15", DateTimeOffset? at = null, Guid? list = null,
        DateOnly? validTo = null) => new(
        Guid.CreateVersion7(at ?? DateTimeOffset.UtcNow), at ?? DateTimeOffset.UtcNow, grant ?? Guid.CreateVersion7(), version, province, commune,
        household ?? Guid.CreateVersion7(), "CR-POOR", "2019.1", ["class-poor", "labour-capacity", "is-ethnic-minority"], PovertyClass.Poor, list ?? Guid.CreateVersion7(),
        "118/QĐ-UBND", new DateOnly(2026, 11, 20), new DateOnly(2026, 11, 20), validTo ?? new DateOnly(2099, 12, 31), 100_000_000, 660m, 120);

    public static EligibilityWithdrawn Withdrawn(string commune, Guid grant, long version, Guid household, DateTimeOffset? at = null) => new(
        Guid.CreateVersion7(at ?? DateTimeOffset.UtcNow), at ?? DateTimeOffset.UtcNow, grant, version, "15", commune, household, "CR-POOR", "2019.1", ["class-poor"],
        new DateOnly(2026, 11, 23), "121/QĐ-UBND");

    public static HouseholdRecognised Recognised(string commune, Guid household, long version = 1, Guid? list = null) => new(
        Guid.CreateVersion7(), DateTimeOffset.UtcNow, household, version, "15", commune, list ?? Guid.CreateVersion7(), 2026, "118/QĐ-UBND",
        new DateOnly(2026, 11, 20), new DateOnly(2026, 11, 20), null, "25/QĐ-UBND", "2022-2026", AreaType.Rural, PovertyClass.Poor, PovertyClass.NearPoor,
        null, null, 5, 3, true, true, false, true);

    public static HouseholdMoved Moved(string commune, Guid household, long version, string from) => new(
        Guid.CreateVersion7(), DateTimeOffset.UtcNow, household, version, "79", commune, "15", from, new DateOnly(2026, 11, 22), AreaType.Urban, 5);

    /// <summary>Tells the events through relay, broker and inbox, and waits until each has been handled.</summary>
    public static async Task Tell(this PartnerHost host, params IIntegrationEvent[] events)
    {
        await host.Database.Tell(events);
        await host.HasHandled(events);
    }

    public static async Task HasHandled(this PartnerHost host, params IIntegrationEvent[] events)
    {
        var ids = events.Select(message => message.EventId).Distinct().ToArray();
        await Eventually.Equals((long)ids.Length, () => host.Scalar<long>("select count(distinct message_id) from messaging.inbox_message where message_id = any($1)", ids), TimeSpan.FromSeconds(30));
        await host.IsCertain();
    }

    /// <summary>Waits until every transaction that runs now has ended, so that readers of the feed may see what was committed.</summary>
    public static async Task IsCertain(this PartnerHost host)
    {
        var running = await host.Scalar<string>("select pg_snapshot_xmax(pg_current_snapshot())::text");
        await Eventually.Equals(true, () => host.Scalar<bool>("select pg_snapshot_xmin(pg_current_snapshot()) >= $1::text::xid8", running));
    }

    /// <summary>Writes a line of the feed that readers can see.</summary>
    public static async Task<Guid> Append(this PartnerHost host, string commune, string? type = null, DateTimeOffset? at = null)
    {
        await using var connection = await host.Database.OpenConnectionAsync();
        var id = await Append(connection, commune, type: type, at: at);
        await host.IsCertain();
        return id;
    }

    /// <summary>Writes lines of the feed directly, as the projection would, on a connection whose transaction the test holds.</summary>
    public static async Task<Guid> Append(NpgsqlConnection connection, string commune, string province = "15", string? type = null, DateTimeOffset? at = null)
    {
        var id = Guid.CreateVersion7();
        await using var command = new NpgsqlCommand(
            "insert into feed_event (province_code, commune_code, event_id, type, subject_id, version, occurred_at, data) values ($1, $2, $3, $4, $5, 1, $6, '{}')", connection);
        command.Parameters.AddWithValue(province);
        command.Parameters.AddWithValue(commune);
        command.Parameters.AddWithValue(id);
        command.Parameters.AddWithValue(type ?? PartnerService.Domain.Feed.FeedTypes.Granted);
        command.Parameters.AddWithValue(Guid.CreateVersion7());
        command.Parameters.AddWithValue((at ?? DateTimeOffset.UtcNow).UtcDateTime);
        await command.ExecuteNonQueryAsync();
        return id;
    }

    public static AreaScope AreaOf(string commune) => new([], [commune], false);
}
