using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.HandOvers;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Domain.Areas;
using PovertyPlatform.HouseholdService.Domain.HandOvers;
using PovertyPlatform.HouseholdService.Domain.HouseholdEvents;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.Lists;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.UnitChoices;

/// <summary>
/// Says which new commune a hamlet of a divided one went to: all its households go there, true from the day of the reform, each in a commit of its own. The same request
/// again goes on where an interrupted one stopped.
/// </summary>
internal static class ChooseUnit
{
    private const int MostAtOnce = 500;

    /// <summary>The choice.</summary>
    /// <param name="OldCommuneCode">Code of the divided commune.</param>
    /// <param name="Hamlet">Hamlet, as the work list names it.</param>
    /// <param name="ToCommuneCode">One of the candidates of the work list.</param>
    /// <param name="Reason">How it is known.</param>
    /// <param name="Evidence">Number of the paper, such as the resolution that names the hamlet.</param>
    /// <param name="ChangedOn">First day of the new communes, as the work list says; needed where two reforms divided a commune with this code.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(string? OldCommuneCode, string? Hamlet, string? ToCommuneCode, string? Reason, string? Evidence, DateOnly? ChangedOn = null);

    /// <summary>What came of it.</summary>
    /// <param name="ChoiceId">The choice: the same for the same hamlet.</param>
    /// <param name="Moved">Households that went to the new commune by this request.</param>
    /// <param name="Placed">Households that went there by this choice in all.</param>
    /// <param name="Left">Households of the hamlet that still wait; send the request again for what is not named in <paramref name="Waiting"/>.</param>
    /// <param name="Waiting">Households that cannot go yet, with the reason.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Response(Guid ChoiceId, int Moved, int Placed, int Left, IReadOnlyList<Wait> Waiting);

    /// <summary>A household that cannot go yet.</summary>
    /// <param name="HouseholdId">The household.</param>
    /// <param name="Code">Code of the reason.</param>
    /// <param name="Vi">The reason in Vietnamese.</param>
    /// <param name="En">The reason in English.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Wait(Guid HouseholdId, string Code, string Vi, string En);

    public static void Map(RouteGroupBuilder choices) => choices.MapPost("", Handle).WithName("ChooseUnit")
        .WithSummary("Assign a hamlet of a divided commune to one of its successors").RequireScope(Scopes.UnitsChoose);

    private static async Task<Results<Ok<Response>, Refusal>> Handle(
        Request request, HouseholdDb db, HandOverDesk desk, ReferenceBook book, Actor actor, AreaScope scope, TimeProvider clock, CancellationToken ct)
    {
        var (ground, unfounded) = Ground.Of(request.Reason, request.Evidence, isRequired: true);
        if (ground is null)
            return unfounded!;
        if (HandOverRules.WhyNot(request.Reason) is { } fault)
            return HandOverRules.Faulty(fault);
        if (request.OldCommuneCode is not { Length: 5 } old || !old.All(char.IsAsciiDigit))
            return Refusal.Invalid(new FieldFault("oldCommuneCode", "Mã xã gồm 5 chữ số.", "A commune code has 5 digits."));
        if (request.Hamlet is not { Length: <= 100 } || request.Hamlet.Any(char.IsControl))
            return Refusal.Invalid(new FieldFault("hamlet", "Ghi tên thôn như trong danh sách việc cần làm, tối đa 100 ký tự.", "Name the hamlet as the work list does, at most 100 characters."));
        var reforms = (await db.Divided(old, ct)).Where(one => request.ChangedOn is null || one.ChangedOn == request.ChangedOn).ToList();
        if (reforms.Count == 0)
            return UnitRules.NotDivided(old);
        if (reforms.Count > 1)
            return UnitRules.WhichReform([.. reforms.Select(one => one.ChangedOn)]);
        var divided = reforms[0];
        if (!divided.To.All(one => scope.Contains(one.NewProvinceCode, one.NewCode)))
            return Refusal.AreaOutside;
        if (divided.To.FirstOrDefault(one => one.NewCode == request.ToCommuneCode) is not { } chosen || (await book.Open(ct)).Areas.On(chosen.NewCode, chosen.ChangedOn) is not { } commune)
            return UnitRules.NotCandidate([.. divided.To.Select(one => one.NewCode)]);

        var hamlet = SearchName.Of(request.Hamlet);
        var choice = IdOf(chosen, hamlet);
        await db.WorkIn(new AreaScope([], [.. divided.To.Select(one => one.NewCode).Append(old).Distinct()], false), ct);
        if (await db.HandOvers.AsNoTracking().FirstOrDefaultAsync(row => row.ChoiceId == choice && row.State == HandOverState.Accepted && row.ToCommuneCode != chosen.NewCode, ct) is { } other)
            return UnitRules.ChosenAlready(other.ToCommuneCode);
        // Whoever has to wait comes last, or a hamlet with many of them would not get on.
        var homes = await db.Undecided(divided).AsNoTracking().Where(home => home.HamletSearch == hamlet)
            .OrderBy(home => db.HandOvers.Any(row => row.HouseholdId == home.Id && row.State == HandOverState.Offered) || db.ReviewCases.Any(found => found.HouseholdId == home.Id && found.State != CaseState.Closed)
                || db.ListEntries.Any(entry => entry.HouseholdId == home.Id && db.Lists.Any(list => list.Id == entry.ListId && list.State == ListState.Draft)))
            .ThenBy(home => home.Id).Take(MostAtOnce).ToListAsync(ct);
        if (homes.Count == 0 && !await db.HandOvers.AnyAsync(row => row.ChoiceId == choice, ct))
            return Refusal.NotFound;
        var waiting = new List<Wait>();
        foreach (var home in homes)
            if (await desk.Place(home, new Placing(choice, commune, chosen.ChangedOn, ground), ct) is { } why)
                waiting.Add(new Wait(home.Id, why.Code, why.Vi, why.En));
        db.Audit(AuditEntry.Of(actor, "unit.choose", "hamlet", choice, clock.GetUtcNow(), commune.ProvinceCode, commune.Code, $"{old} to {commune.Code}, {homes.Count - waiting.Count} households"));
        await db.SaveChangesAsync(ct);
        var left = await db.Undecided(divided).CountAsync(home => home.HamletSearch == hamlet, ct);
        var placed = await db.HandOvers.CountAsync(row => row.ChoiceId == choice && row.State == HandOverState.Accepted, ct);
        return TypedResults.Ok(new Response(choice, homes.Count - waiting.Count, placed, left, waiting));
    }

    // The same hamlet of the same reform is the same choice, whoever asks and how often.
    private static Guid IdOf(CommuneSuccession chosen, string hamlet) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{chosen.OldCode}|{chosen.ChangedOn:yyyy-MM-dd}|{hamlet}")).AsSpan(0, 16), bigEndian: true);
}
