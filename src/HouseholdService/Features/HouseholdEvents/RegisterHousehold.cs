using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data.HouseholdEvents;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Domain.Areas;
using PovertyPlatform.HouseholdService.Domain.HouseholdEvents;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.HouseholdEvents;

/// <summary>A household enters the registry by an officer's hand, between two lists.</summary>
internal static class RegisterHousehold
{
    private const int LongestHamlet = 100;

    /// <summary>The household.</summary>
    /// <param name="CommuneCode">Commune.</param>
    /// <param name="Hamlet">Hamlet.</param>
    /// <param name="Code">Its code on the commune's lists.</param>
    /// <param name="On">First day on which it was there.</param>
    /// <param name="Members">Who lives in it; exactly one is the head.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Evidence">Number of the paper.</param>
    public sealed record Request([PersonalData(DataClass.P1)] string? CommuneCode, [PersonalData(DataClass.P1)] string? Hamlet, [PersonalData(DataClass.P1)] string? Code, [PersonalData(DataClass.P1)] DateOnly? On, IReadOnlyList<PersonInput>? Members, [PersonalData(DataClass.P2)] string? Reason, [PersonalData(DataClass.P1)] string? Evidence);

    public static void Map(RouteGroupBuilder households) => households.MapPost("/", Handle).WithName("RegisterHousehold")
        .WithSummary("Register a household with its members").RequireScope(Scopes.HouseholdsWrite).WithIdempotencyKey(keptForDays: 1);

    private static async Task<Results<Ok<EventView>, Refusal>> Handle(Request request, EventDesk desk, ReferenceBook book, AreaScope scope, HttpResponse response, CancellationToken ct)
    {
        var on = request.On ?? desk.Today;
        var (commune, elsewhere) = AreaRequest.Commune((await book.Open(ct)).Areas, request.CommuneCode, on, scope);
        if (commune is null)
            return elsewhere!;
        var (ground, unfounded) = Ground.Of(request.Reason, request.Evidence);
        if (ground is null)
            return unfounded!;
        var (relations, groups) = await desk.Codes(ct);
        var people = request.Members ?? [];
        var faults = people.SelectMany((person, index) => person.Faults($"members[{index}]", relations, groups)).ToList();
        if (string.IsNullOrWhiteSpace(request.Hamlet) || request.Hamlet.Length > LongestHamlet || request.Hamlet.Any(char.IsControl))
            faults.Add(new FieldFault("hamlet", $"Ghi tên thôn, bản, ấp, tổ dân phố, tối đa {LongestHamlet} ký tự.", $"Name the hamlet, at most {LongestHamlet} characters."));
        if (request.Code is { Length: > 30 } || request.Code?.Any(char.IsControl) == true)
            faults.Add(new FieldFault("code", "Mã hộ tối đa 30 ký tự.", "A household code has at most 30 characters."));
        if (faults.Count > 0)
            return Refusal.Invalid([.. faults]);

        var household = new Household
        {
            ProvinceCode = commune.ProvinceCode,
            CommuneCode = commune.Code,
            Id = Guid.CreateVersion7(desk.Now),
            Code = string.IsNullOrWhiteSpace(request.Code) ? null : PersonInput.Clean(request.Code).ToUpperInvariant(),
            HamletName = PersonInput.Clean(request.Hamlet!),
            HamletSearch = SearchName.Of(request.Hamlet),
            HeadName = "",
            HeadSearch = "",
            AreaType = commune.AreaType,
            RecordedAt = desk.Now,
        };
        var dossier = new Dossier(household, []);
        var members = people.Select(person => (Member: person.ToMember(household), Relation: person.Relation!)).ToList();
        for (var place = 0; place < members.Count; place++)
            if (await desk.Numbers.Give(members[place].Member, people[place], members[place].Member.Id, ct) is { } busy)
                return busy;
        if (LifeEvents.Register(dossier, members, on, desk.Today, desk.Now) is { } refusal)
            return refusal;
        await desk.Begin(ct);
        desk.Db.Households.Add(household);
        desk.Db.Members.AddRange(members.Select(one => one.Member));
        var warnings = new List<Warning>();
        for (var place = 0; place < members.Count; place++)
            warnings.AddRange(await desk.Numbers.Warnings($"members[{place}]", members[place].Member, members[place].Member.Id, ct));
        return EventView.Of(await desk.Record(HouseholdEventKind.Registered, household, on, ground, null, ct), response, warnings, household);
    }
}
