using Microsoft.EntityFrameworkCore;
using Npgsql;
using PovertyPlatform.HouseholdService.Data.HouseholdEvents;
using PovertyPlatform.HouseholdService.Domain.HandOvers;
using PovertyPlatform.HouseholdService.Domain.HouseholdEvents;
using PovertyPlatform.Messaging;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Data.HandOvers;

/// <summary>
/// Takes many households of one commune that ended over to one other, or back, in one commit: what the desk does with one, in statements for all. Each keeps its own hand-over, event, news and lines of
/// the trail. Who cannot go stays with the reason; where the database refuses all of them, halves are tried, down to the one that stands against it.
/// </summary>
internal sealed class HandOverBatch(HouseholdDb db, HandOverDesk desk, Actor actor, TimeProvider clock, OutboxSignal signal)
{
    /// <summary>Households of one commit: enough that a statement for all costs little for each, few enough that an officer who changes one of them hardly waits.</summary>
    public const int Size = 200;

    /// <summary>Places them.</summary>
    /// <param name="homes">Households that stand in one commune.</param>
    /// <param name="placing">Where they go, and why.</param>
    /// <param name="ct">Cancels; a batch that was not committed is as if it had never begun.</param>
    /// <returns>Who cannot go yet, and why.</returns>
    public async Task<Dictionary<Guid, Refusal>> Place(IReadOnlyList<Going> homes, Placing placing, CancellationToken ct)
    {
        if (homes.Count == 0)
            return [];
        if (homes.Count == 1)
            return await desk.Place(homes[0].Home, placing with { TakesBack = homes[0].TakesBack }, ct) is { } why ? new() { [homes[0].Home.Id] = why } : [];
        try
        {
            var (waits, apart) = await Together(homes, placing, ct);
            foreach (var one in apart)
                if (await desk.Place(one.Home, placing with { TakesBack = one.TakesBack }, ct) is { } why)
                    waits.Add(one.Home.Id, why);
            return waits;
        }
        catch (Exception refused) when (IsOfOne(refused))
        {
            db.ChangeTracker.Clear();
        }

        var half = homes.Count / 2;
        var first = await Place([.. homes.Take(half)], placing, ct);
        foreach (var (id, why) in await Place([.. homes.Skip(half)], placing, ct))
            first.Add(id, why);
        return first;
    }

    // Who changed meanwhile is not in the batch, and looked at apart.
    private async Task<(Dictionary<Guid, Refusal> Waits, List<Going> Apart)> Together(IReadOnlyList<Going> homes, Placing placing, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (now, province, commune) = (clock.GetUtcNow(), homes[0].Home.ProvinceCode, homes[0].Home.CommuneCode);
        Guid[] all = [.. homes.Select(one => one.Home.Id)];
        await db.Database.ExecuteSqlAsync($"select 1 from household where id = any({all}) and province_code = {province} order by id for update", ct);
        var standing = (await db.Households.AsNoTracking().Where(row => all.Contains(row.Id) && row.ProvinceCode == province && row.CommuneCode == commune).ToListAsync(ct)).ToDictionary(row => row.Id);
        var against = await Against(all, province, ct);
        var (waits, apart, going) = (new Dictionary<Guid, Refusal>(), new List<Going>(), new List<(Going One, HouseholdHandOver Offer)>());
        foreach (var one in homes)
        {
            if (!standing.TryGetValue(one.Home.Id, out var home) || against[home.Id] is { IsTooLate: true })
            {
                apart.Add(one);
                continue;
            }

            var offer = placing.Offer(home, one.TakesBack, actor, now);
            if ((against[home.Id].Why ?? offer.WhyNotNow(new Dossier(home, []), clock.Today()) ?? against[home.Id].WhyNotYet) is { } why)
                waits.Add(home.Id, why);
            else
                going.Add((one with { Home = home }, offer));
        }

        if (going.Count > 0)
            await Take(going, placing, now, ct);
        await transaction.CommitAsync(ct);
        signal.Raise();
        db.ChangeTracker.Clear();
        return (waits, apart);
    }

    private async Task Take(List<(Going One, HouseholdHandOver Offer)> going, Placing placing, DateTimeOffset now, CancellationToken ct)
    {
        Guid[] ids = [.. going.Select(pair => pair.One.Home.Id)];
        List<HouseholdHandOver> offers = [.. going.Select(pair => pair.Offer)];
        await db.InsertAll(offers, ct);
        var codes = await db.CodesIn(placing.To, [.. going.Select(pair => (pair.One.Home, pair.One.TakesBack is not null))], ct);
        var recognitions = await db.RecognitionsOf(ids, ct);
        var before = await db.DigestsOf(ids, going[0].Offer.ProvinceCode, ct);
        await db.TakeOver([.. going.Select((pair, at) => new Taken(pair.Offer.Id, codes[at], pair.One.Home.HamletName))], placing.To.AreaType, now, ct);
        var after = await db.DigestsOf(ids, placing.To.ProvinceCode, ct);
        var moved = await db.Households.AsNoTracking().Where(row => ids.Contains(row.Id) && row.ProvinceCode == placing.To.ProvinceCode).ToDictionaryAsync(row => row.Id, ct);
        var kept = new List<HandOverRecord>(ids.Length);
        foreach (var (one, offer) in going)
        {
            var id = one.Home.Id;
            kept.Add(HandOverRecord.Of(offer, one.Home, moved[id], before[id], after[id], actor, now));
            offer.Accept(actor.Id, now, kept[^1].Event.Id, recognitions.GetValueOrDefault(id));
        }

        await db.Close(offers, ct);
        await db.InsertAll([.. kept.Select(one => one.Event)], ct);
        await db.InsertAll([.. kept.SelectMany(one => one.Trail)], ct);
        await OutboxCopy.Write((NpgsqlConnection)db.Database.GetDbConnection(), kept.SelectMany(one => one.News), ct);
    }

    private async Task<Dictionary<Guid, Standing>> Against(Guid[] households, string province, CancellationToken ct) => await db.Database.SqlQuery<Standing>($"""
        select h.id,
          exists (select from household_hand_over o where o.household_id = h.id and o.state = 'offered') as is_offered,
          h.known_from >= now() or exists (select from member m where m.household_id = h.id and m.province_code = h.province_code and m.known_from >= now()) as is_too_late,
          (select max(l.review_year)::int from poverty_list_entry e join poverty_list l on l.id = e.list_id where e.household_id = h.id and l.state = 'draft') as draft_year,
          exists (select from review_case c where c.household_id = h.id and c.state <> 'closed') as is_under_review
        from household h where h.id = any({households}) and h.province_code = {province}
        """).ToDictionaryAsync(row => row.Id, ct);

    // A rule of the database that one household breaks, or somebody who holds one of them and waits for another.
    private static bool IsOfOne(Exception refused) => (refused as PostgresException ?? refused.InnerException as PostgresException)?.SqlState is { } state
        && (state.StartsWith("23", StringComparison.Ordinal) || state == PostgresErrorCodes.DeadlockDetected);

    private sealed record Standing(Guid Id, bool IsOffered, bool IsTooLate, int? DraftYear, bool IsUnderReview)
    {
        public Refusal? Why => IsOffered ? HandOverRules.OfferedAlready : null;

        public Refusal? WhyNotYet => DraftYear is { } year ? HandOverRules.OnDraftList(year) : IsUnderReview ? HandOverRules.UnderReview : null;
    }
}
