using PovertyPlatform.Contracts;

namespace PovertyPlatform.Seed.Samples;

/// <summary>The three credit programmes that a recognised list alone decides, written here a second time on purpose.</summary>
static class ExpectedGrants
{
    public static IEnumerable<string> Of(SampleHousehold household, DateOnly decidedOn)
    {
        if (!household.Members.Any(m => m.AgeOn(decidedOn) >= 18)) return [];
        return household.Review.Class switch
        {
            PovertyClass.Poor => household.Review.HasNoLabour ? [] : ["CR-POOR"],
            PovertyClass.NearPoor => ["CR-NEARPOOR"],
            _ => household.Before is PovertyClass.Poor or PovertyClass.NearPoor ? ["CR-ESCAPED"] : []
        };
    }
}
