using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using PovertyPlatform.Contracts.Households;
using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Domain.HouseholdEvents;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.Messaging;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Data.HouseholdEvents;

/// <summary>The desk on which events of households are recorded: dossiers are opened at a version, and what changed is kept with its event, digests, keys and audit in one commit.</summary>
internal sealed class EventDesk(HouseholdDb db, ReferenceBook book, NationwideSource country, PersonSeals seals, Actor actor, TimeProvider clock) : IAsyncDisposable
{
    private IDbContextTransaction? _own;
    private PersonNumbers? _numbers;

    /// <summary>Numbers of people and households, for the event of this desk.</summary>
    public PersonNumbers Numbers => _numbers ??= new PersonNumbers(db, book, country, seals, Begin);

    /// <summary>Today in Viet Nam.</summary>
    public DateOnly Today => clock.Today();

    /// <summary>Now.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>The database, for what one event needs besides.</summary>
    public HouseholdDb Db => db;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_own is not null)
            await _own.DisposeAsync();
    }

    /// <summary>Begins what will be one commit: versions are stamped with its start.</summary>
    public async Task Begin(CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is null)
            _own = await db.Database.BeginTransactionAsync(ct);
    }

    /// <summary>Opens a household at the version that <c>If-Match</c> names, with others of the same event.</summary>
    /// <param name="id">The household.</param>
    /// <param name="request">The request.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="others">Others that the event touches.</param>
    public async Task<(IReadOnlyDictionary<Guid, Dossier> Dossiers, Refusal? Refusal)> Open(Guid id, HttpRequest request, CancellationToken ct, params Guid[] others)
    {
        var ids = others.Prepend(id).Distinct().ToArray();
        var dossiers = await Load(ids, ct);
        if (dossiers.Count != ids.Length)
            return (dossiers, Refusal.NotFound);
        return (dossiers, await HouseholdTag.Compare(db, request, dossiers[id].Household, ct) ?? await WhyTooLate(ids, ct));
    }

    /// <summary>Opens two households whose versions another thing stands for: a pair that is decided about by its own <c>If-Match</c>.</summary>
    public async Task<(Dossier? First, Dossier? Second, Refusal? Refusal)> OpenPair(Guid first, Guid second, CancellationToken ct)
    {
        var dossiers = await Load([first, second], ct);
        return dossiers.Count != 2 ? (null, null, Refusal.NotFound) : (dossiers[first], dossiers[second], await WhyTooLate([first, second], ct));
    }

    /// <summary>Opens one household whose version another thing stands for: a decision about its hamlet.</summary>
    public async Task<(Dossier? Dossier, Refusal? Refusal)> OpenOne(Guid id, CancellationToken ct)
    {
        var dossiers = await Load([id], ct);
        return dossiers.TryGetValue(id, out var dossier) ? (dossier, await WhyTooLate([id], ct)) : (null, Refusal.NotFound);
    }

    private async Task<Dictionary<Guid, Dossier>> Load(Guid[] ids, CancellationToken ct)
    {
        await Begin(ct);
        var dossiers = new Dictionary<Guid, Dossier>();
        var households = await db.Households.Where(row => ids.Contains(row.Id)).ToListAsync(ct);
        var provinces = households.Select(row => row.ProvinceCode).Distinct().ToArray();
        var members = (await db.Members.Where(row => ids.Contains(row.HouseholdId) && provinces.Contains(row.ProvinceCode)).ToListAsync(ct)).ToLookup(row => row.HouseholdId);
        foreach (var household in households)
            dossiers.Add(household.Id, new Dossier(household, members[household.Id]));
        return dossiers;
    }

    /// <summary>Opens the household of an offer, whose commune the caller's areas do not hold yet; nobody else changes it until the commit.</summary>
    public async Task<(Dossier? Dossier, Refusal? Refusal)> OpenOffered(Guid id, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select 1 from household where id = {id} for update", ct);
        if (await db.Households.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, ct) is not { } household)
            return (null, Refusal.NotFound);
        var members = await db.Members.AsNoTracking().Where(row => row.HouseholdId == id && row.ProvinceCode == household.ProvinceCode).ToListAsync(ct);
        return (new Dossier(household, members), await WhyTooLate([id], ct));
    }

    /// <summary>Codes that an officer may use.</summary>
    public async Task<(IReadOnlySet<string> Relations, IReadOnlySet<string> Groups)> Codes(CancellationToken ct)
    {
        var pages = await book.Open(ct);
        return (pages.Codes["relation"].Select(item => item.Code).ToHashSet(StringComparer.Ordinal), pages.Codes["ethnic-group"].Select(item => item.Code).Append("99").ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>Keeps what an event changed. Call it after the dossiers are changed; it saves and commits.</summary>
    /// <param name="kind">What happened.</param>
    /// <param name="first">The household it is about first.</param>
    /// <param name="on">True from this day.</param>
    /// <param name="ground">Why, and the paper.</param>
    /// <param name="facts">Codes, dates and ids.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="tell">What else others need to know, told with the next version of the first household.</param>
    public async Task<(HouseholdEvent? Event, Refusal? Refusal)> Record(
        HouseholdEventKind kind, Household first, DateOnly on, Ground ground, object? facts, CancellationToken ct, Func<Household, DateTimeOffset, Contracts.IIntegrationEvent>? tell = null)
    {
        var now = Now;
        var households = db.ChangeTracker.Entries<Household>().Where(entry => entry.State is EntityState.Added or EntityState.Modified).ToList();
        var members = db.ChangeTracker.Entries<Member>().Where(entry => entry.State is EntityState.Added or EntityState.Modified).Select(entry => entry.Entity.Id).Order().ToArray();
        var ids = households.Select(entry => entry.Entity.Id).Order().ToArray();
        var before = await db.Digest(ids, members, ct);
        EventNews.Publish(db, households, first, now, tell);
        foreach (var household in households)
            db.Audit(AuditEntry.Of(actor, $"household.{EventWords.Of(kind)}", "household", household.Entity.Id, now, household.Entity.ProvinceCode, household.Entity.CommuneCode), household.Entity);
        try
        {
            await db.SaveChangesAsync(ct);
            await db.Database.ExecuteSqlAsync($"select settle_person_keys({members})", ct);
            await db.LookNow(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return (null, await HouseholdTag.Changed(db, first.Id, ct));
        }
        catch (Exception taken) when ((taken as PostgresException ?? taken.InnerException as PostgresException) is { SqlState: PostgresErrorCodes.UniqueViolation } twice)
        {
            return (null, EventWords.Twice(twice.ConstraintName ?? ""));
        }
        catch (PostgresException headless) when (OneHead.IsBroken(headless))
        {
            return (null, OneHead.Refused);
        }

        var recorded = new HouseholdEvent
        {
            ProvinceCode = first.ProvinceCode,
            CommuneCode = first.CommuneCode,
            Id = Guid.CreateVersion7(now),
            HouseholdId = first.Id,
            Kind = kind,
            EffectiveOn = on,
            RecordedAt = now,
            RecordedBy = actor.Id,
            Reason = ground.Reason,
            Evidence = ground.Evidence,
            Households = ids,
            Members = members,
            Facts = JsonSerializer.Serialize(facts ?? new object(), JsonSerializerOptions.Web),
            BeforeSha256 = before,
            AfterSha256 = await db.Digest(ids, members, ct),
        };
        db.HouseholdEvents.Add(recorded);
        await Save(ct);
        return (recorded, null);
    }

    /// <summary>Keeps that an event was taken back; its rows are restored already.</summary>
    public async Task<HouseholdEvent> RecordUndo(HouseholdEvent undone, IReadOnlyList<Household> households, Ground ground, CancellationToken ct)
    {
        var now = Now;
        var recorded = new HouseholdEvent
        {
            ProvinceCode = undone.ProvinceCode,
            CommuneCode = undone.CommuneCode,
            Id = Guid.CreateVersion7(now),
            HouseholdId = undone.HouseholdId,
            Kind = HouseholdEventKind.Undone,
            EffectiveOn = undone.EffectiveOn,
            RecordedAt = now,
            RecordedBy = actor.Id,
            Reason = ground.Reason,
            Evidence = ground.Evidence,
            Households = undone.Households,
            Members = undone.Members,
            BeforeSha256 = undone.AfterSha256,
            AfterSha256 = undone.BeforeSha256,
            UndoesId = undone.Id,
        };
        foreach (var household in households.Where(row => row.ClosedOn is null))
            db.Publish(new HouseholdRegistered(
                Guid.CreateVersion7(now), now, household.Id, household.Version, household.ProvinceCode, household.CommuneCode, household.AreaType, household.Persons));
        foreach (var id in undone.Households)
            db.Audit(AuditEntry.Of(actor, "household.undo", "household", id, now, undone.ProvinceCode, undone.CommuneCode, $"event {undone.Id}"));
        db.HouseholdEvents.Add(recorded);
        await Save(ct);
        return recorded;
    }

    /// <summary>Takes back what this desk began.</summary>
    public Task GiveUp(CancellationToken ct) => _own?.RollbackAsync(ct) ?? Task.CompletedTask;

    /// <summary>Saves and commits what this desk began.</summary>
    public async Task Save(CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        if (_own is not null)
            await _own.CommitAsync(ct);
    }

    // A transaction that began before the last change was committed could not be told from it by its stamp.
    private async Task<Refusal?> WhyTooLate(Guid[] ids, CancellationToken ct) =>
        await db.Database.SqlQuery<bool>($"""
            select exists (select from household where id = any({ids}) and known_from >= now()) or exists (select from member where household_id = any({ids}) and known_from >= now()) as "Value"
            """).SingleAsync(ct)
            ? await HouseholdTag.Changed(db, ids[0], ct)
            : null;
}
