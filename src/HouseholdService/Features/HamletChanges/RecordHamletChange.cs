using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Hamlets;
using PovertyPlatform.HouseholdService.Data.HouseholdEvents;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Domain.Areas;
using PovertyPlatform.HouseholdService.Domain.HouseholdEvents;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.HamletChanges;

/// <summary>Records that hamlets of a commune were merged, renamed or split. From then on grants of the hamlets that ended follow; households are moved by <see cref="MoveHouseholdsOfChange"/>.</summary>
internal static class RecordHamletChange
{
    /// <summary>The change.</summary>
    /// <param name="CommuneCode">The commune.</param>
    /// <param name="Kind">What was done.</param>
    /// <param name="From">Numbers of the hamlets that end (<c>GET /v1/hamlets</c>). One that goes on, because others join it, is no hamlet that ends.</param>
    /// <param name="To">Successors: one for a merger or another name, two or more for a split. The number of a hamlet that is there, or the name of a new one.</param>
    /// <param name="ChangedOn">First day of the successors, not in the future.</param>
    /// <param name="Evidence">Number of the resolution of the People's Council.</param>
    /// <param name="Reason">What else is to be said.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(string? CommuneCode, HamletChangeKind? Kind, IReadOnlyList<string?>? From, IReadOnlyList<string?>? To, DateOnly? ChangedOn, string? Evidence, string? Reason);

    public static void Map(RouteGroupBuilder changes) => changes.MapPost("", Handle).WithName("RecordHamletChange")
        .WithSummary("Record that hamlets were merged, renamed or split").RequireScope(Scopes.HamletsChange).WithIdempotencyKey(keptForDays: 1);

    private static async Task<Results<Ok<HamletChangeView>, Refusal>> Handle(
        Request request, HouseholdDb db, HamletDesk desk, EventDesk events, ReferenceBook book, Actor actor, AreaScope scope, CancellationToken ct)
    {
        if (request.CommuneCode is not { Length: 5 } code || (await book.Open(ct)).Areas.On(code, events.Today) is not { } commune)
            return Refusal.Invalid(new FieldFault("communeCode", "Không có xã mang mã này.", "No commune carries this code."));
        if (!scope.Contains(commune.ProvinceCode, code))
            return Refusal.AreaOutside;
        var (ground, unfounded) = Ground.Of(request.Reason, request.Evidence);
        if (ground is null)
            return unfounded!;
        if (ground.Evidence.Length == 0)
            return Refusal.Invalid(new FieldFault("evidence", "Ghi số nghị quyết của Hội đồng nhân dân.", "State the number of the People's Council's resolution."));
        if (request.Kind is not { } kind || request.ChangedOn is not { } on)
            return Refusal.Invalid(new FieldFault("kind, changedOn", "Cần loại thay đổi và ngày có hiệu lực.", "The kind and the first day are needed."));

        await desk.Hold(code, ct);
        var known = await db.Hamlets.Where(row => row.CommuneCode == code).ToListAsync(ct);
        var (from, to, why) = HamletRules.Check(kind, request.From ?? [], request.To ?? [], on, events.Today, code, known);
        if (why is not null)
            return why;
        var change = new HamletChange
        {
            ProvinceCode = commune.ProvinceCode,
            CommuneCode = code,
            Id = Guid.CreateVersion7(events.Now),
            Kind = kind,
            ChangedOn = on,
            Evidence = ground.Evidence,
            Reason = ground.Reason,
            RecordedBy = actor.Id,
            RecordedAt = events.Now,
        };
        db.HamletChanges.Add(change);
        foreach (var hamlet in from)
            hamlet.EndedOn = on;
        await db.SaveChangesAsync(ct);
        var lines = new List<HamletChangeLine>();
        foreach (var target in to)
        {
            // A new number, also where a hamlet that ended bore the name.
            var number = target.Known?.HamletCode
                ?? await db.Database.SqlQuery<string>($"select found_hamlet({commune.ProvinceCode}, {code}, {SearchName.Of(target.Name)}, {target.Name}, {on}) as \"Value\"").SingleAsync(ct);
            lines.AddRange(from.Select(old => new HamletChangeLine
            {
                ProvinceCode = commune.ProvinceCode,
                CommuneCode = code,
                ChangeId = change.Id,
                OldCode = old.HamletCode,
                NewCode = number,
                IsFounded = target.Known is null,
            }));
        }

        db.HamletChangeLines.AddRange(lines);
        db.Audit(AuditEntry.Of(actor, "hamlet.change", "hamlet-change", change.Id, events.Now, commune.ProvinceCode, code, $"{kind}: {string.Join(' ', lines.Select(line => $"{line.OldCode}>{line.NewCode}"))} ({ground.Evidence})"), change);
        await events.Save(ct);
        return TypedResults.Ok(HamletChangeView.Of(change, lines));
    }
}
