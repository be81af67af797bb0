using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.HouseholdEvents;
using PovertyPlatform.HouseholdService.Data.Households;
using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.Households;

/// <summary>One household with its members, masked: today, or as it was on a day and as that was known at an instant.</summary>
internal static class GetHousehold
{
    /// <summary>A household, masked.</summary>
    /// <param name="Id">The household; stable through moves and renumbering.</param>
    /// <param name="ProvinceCode">Province.</param>
    /// <param name="CommuneCode">Commune.</param>
    /// <param name="Code">Its code on the commune's lists.</param>
    /// <param name="Hamlet">Hamlet.</param>
    /// <param name="AreaType">Urban or rural on the day of the last review.</param>
    /// <param name="Persons">Members.</param>
    /// <param name="IsEthnicMinority">The head is not Kinh.</param>
    /// <param name="HasMeritMember">A member is a person of merit.</param>
    /// <param name="LacksLabourCapacity">Nobody of working age can work.</param>
    /// <param name="InDifficultArea">Commune or hamlet is on the list of especially difficult areas.</param>
    /// <param name="IsRestricted">The use of its data, or of one member's, is restricted at its own request.</param>
    /// <param name="Version">Version of the household, from 1.</param>
    /// <param name="Members">Who lives in it, in order of the list.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Response(
        Guid Id, string ProvinceCode, string CommuneCode, string? Code, string Hamlet, AreaType AreaType, int Persons, bool IsEthnicMinority, bool HasMeritMember,
        bool LacksLabourCapacity, bool InDifficultArea, bool IsRestricted, long Version, IReadOnlyList<Person> Members);

    /// <summary>A member, masked.</summary>
    /// <param name="Id">The person; stable through moves between households.</param>
    /// <param name="Ordinal">Order on the list.</param>
    /// <param name="Name">Family name and initials.</param>
    /// <param name="Sex">Sex, where stated.</param>
    /// <param name="BirthYear">Year of birth.</param>
    /// <param name="Relation">Relation to the head, as a code.</param>
    /// <param name="IdentityNumber">Last three digits of the identity number.</param>
    /// <param name="OldNumber">Last three digits of the number of an old card beside it.</param>
    public sealed record Person(
        Guid Id,
        [PersonalData(DataClass.P1)] int Ordinal,
        [PersonalData(DataClass.P2, IsMasked = true)] string Name,
        Sex? Sex,
        [PersonalData(DataClass.P2, IsMasked = true)] int? BirthYear,
        [PersonalData(DataClass.P1)] string Relation,
        [PersonalData(DataClass.P3, IsMasked = true)] string? IdentityNumber,
        [PersonalData(DataClass.P3, IsMasked = true)] string? OldNumber);

    public static void Map(RouteGroupBuilder households) => households.MapGet("/{id:guid}", Handle).WithName("GetHousehold")
        .WithSummary("A household with its members, masked; on a day (on), as known at an instant (knownAt)").RequireScope(Scopes.HouseholdsRead).AlsoWhenOpened();

    private static async Task<Results<Ok<Response>, Refusal>> Handle(
        Guid id, DateOnly? on, DateTimeOffset? knownAt, HouseholdReader reader, ReferenceBook book, PersonSeals seals, AreaScope scope, TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        if (on is not null || knownAt is not null)
            return HouseholdAsOf.WhyNot(on, knownAt, clock) is { } wrong ? wrong
                : await HouseholdAsOf.Read(http.RequestServices.GetRequiredService<HouseholdDb>(), seals, id, on ?? clock.Today(), knownAt ?? HouseholdAsOf.Now, ct) is { } then ? TypedResults.Ok(then)
                : Refusal.NotFound;
        var province = (await book.Open(ct)).Areas.OnlyProvinceOf(scope, clock.Today());
        if (await reader.Read(id, province, scope, ct) is not { } household)
            return Refusal.NotFound;
        HouseholdTag.Send(http.Response, household.Version);
        return TypedResults.Ok(new Response(id, household.ProvinceCode, household.CommuneCode, household.Code, household.HamletName, household.AreaType,
            household.Persons, Household.IsMinority(household.EthnicGroupCode), household.HasMeritMember, household.LacksLabourCapacity, household.InDifficultArea,
            household.IsRestricted, household.Version, [.. household.Members.Select(member => Show(member, seals))]));
    }

    private static Person Show(HouseholdReader.MemberFacts member, PersonSeals seals) => new(
        member.Id, member.Ordinal, Masked.Name(member.FullName), member.Sex, member.BirthYear, member.RelationCode,
        Masked.Number(member.IdentityNumber is { } box ? seals.Identity.Open(member.Id, box) : null), Masked.Number(member.OldNumber is { } old ? seals.Identity.Open(member.Id, old) : null));
}
