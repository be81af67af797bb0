using PovertyPlatform.Contracts;
using PovertyPlatform.Contracts.Households;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.Lists;

namespace PovertyPlatform.Seed.Province;

/// <summary>What the registry would have told the other services about a commune: its residents, its recognised households, then its list.</summary>
static class RecognitionEvents
{
    public static IEnumerable<IIntegrationEvent> Of(Decision decision, IReadOnlyList<SeededHousehold> households, ulong seed)
    {
        var commune = decision.Commune;
        var listed = households.Where(h => h.IsListed).ToList();
        yield return new AreaPopulationRecorded(
            Id("population-event", commune.Number), Decision.Entered, PopulationSubject(decision), 1, commune.ProvinceCode, commune.Code,
            Decision.Year, new(Decision.Year, 11, 20), households.Count, households.Sum(h => h.Members.Count));
        for (var i = 0; i < listed.Count; i++)
        {
            var h = listed[i];
            yield return new HouseholdRecognised(
                Id("recognised-event", commune.FirstHousehold + i), decision.At, h.Id, h.Version, commune.ProvinceCode, commune.Code,
                decision.ListId, Decision.Year, decision.Number, decision.On, decision.On, null, null, Decision.Standard, decision.AreaType,
                h.Review!.Class, h.Previous, h.ExitFrom is null ? null : decision.On, h.ExitFrom, h.Members.Count, h.AdultsOn(decision.On),
                !h.Review.HasNoLabour, Household.IsMinority(h.Head.EthnicCode), h.Review.HasMerit, commune.InDifficultArea);
        }
        yield return new PovertyListRecognised(
            Id("list-event", commune.Number), decision.At, decision.ListId, 1, commune.ProvinceCode, commune.Code, Decision.Year, decision.Number, decision.On, null,
            Decision.Standard, commune.Poor, commune.NearPoor, 0, commune.Escaped, ContentHash.Of(listed.Select(h => (h.Id, h.Review!.Class))));

        Guid Id(string kind, long number) => SeedId.Of(seed, kind + commune.ProvinceCode, number);
    }

    static Guid PopulationSubject(Decision decision) => SeedId.Of(0, "population" + decision.Commune.Code, Decision.Year);
}
