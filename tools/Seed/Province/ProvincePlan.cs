using PovertyPlatform.Seed.Areas;
using PovertyPlatform.Seed.People;
using PovertyPlatform.Seed.Samples;

namespace PovertyPlatform.Seed.Province;

/// <summary>Shares households and classes out over the communes, in the shape of Yên Bái 2019: 212,000 households, 11.56 % poor.</summary>
static class ProvincePlan
{
    const int PoorInTenThousand = 1156;
    const int NearPoorInTenThousand = 864;
    const int EscapedInTenThousand = 352;

    /// <summary>Communes that the demonstrations fill themselves: ./dev demo and ./dev demo review (Chế Tạo) begin with nobody there.</summary>
    public static readonly string[] KeptForStories = [PungLuong.CommuneCode, "04489"];

    /// <param name="atMost">Use only so many communes, spread over the list.</param>
    public static List<CommunePlan> Make(string areasFolder, string province, int households, ulong seed, int? atMost = null)
    {
        var communes = CsvTable.Read(Path.Combine(areasFolder, "communes.csv")).Rows
            .Where(r => r("province_code") == province && r("valid_from").Length > 0 && r("valid_to").Length == 0 && !KeptForStories.Contains(r("code")))
            .Select(r => (Code: r("code"), Name: r("name"), IsUrban: r("area_type") == "urban"))
            .ToList();
        if (communes.Count == 0) throw new ArgumentException($"No communes of province {province} in {areasFolder}.");
        if (atMost < communes.Count) communes = [.. Enumerable.Range(0, atMost.Value).Select(i => communes[i * communes.Count / atMost.Value])];
        var oldDistricts = CsvTable.Read(Path.Combine(areasFolder, "crosswalk.csv")).Rows
            .GroupBy(r => r("new_code")).ToDictionary(g => g.Key, g => g.First()("old_district_code"));

        var dice = Dice.For(seed, "plan" + province, households);
        var profiles = communes.Select(c => AreaProfile.Of(oldDistricts.GetValueOrDefault(c.Code), c.IsUrban)).ToList();
        var sizes = Share(households, communes.Select(c => (long)dice.Between(70, 140) * (c.IsUrban ? 2 : 1)).ToList(), _ => int.MaxValue);
        var poor = Share(Part(households, PoorInTenThousand), Weights(p => p.PovertyWeight), i => sizes[i] * 6 / 10);
        var near = Share(Part(households, NearPoorInTenThousand), Weights(p => p.PovertyWeight + 6), i => (sizes[i] - poor[i]) / 2);
        var escaped = Share(Part(households, EscapedInTenThousand), Weights(p => p.PovertyWeight + 3), i => sizes[i] - poor[i] - near[i]);

        var first = 0;
        var plans = new List<CommunePlan>();
        for (var i = 0; i < communes.Count; first += sizes[i++])
            plans.Add(new(province, communes[i].Code, communes[i].Name, communes[i].IsUrban, profiles[i], i, first, sizes[i], poor[i], near[i], escaped[i]));
        return plans;

        List<long> Weights(Func<AreaProfile, int> weight) => [.. profiles.Select((p, i) => (long)sizes[i] * weight(p) * dice.Between(70, 130))];
    }

    static int Part(int households, int inTenThousand) => (int)((households * (long)inTenThousand + 5000) / 10000);

    /// <summary>Shares a total out by weight, exactly; what would exceed a limit goes to the others.</summary>
    static int[] Share(int total, List<long> weights, Func<int, int> limit)
    {
        var shares = new int[weights.Count];
        for (var left = total; left > 0;)
        {
            var open = Enumerable.Range(0, shares.Length).Where(i => shares[i] < limit(i)).ToList();
            var sum = open.Sum(i => weights[i]);
            var given = 0;
            foreach (var i in open)
            {
                var share = (int)Math.Min(limit(i) - shares[i], left * weights[i] / sum);
                shares[i] += share;
                given += share;
            }
            // What rounding left over goes one by one to the greatest weights.
            foreach (var i in open.OrderByDescending(i => weights[i]).Where(i => shares[i] < limit(i)).Take(given == 0 ? left : 0))
            {
                shares[i]++;
                given++;
            }
            left -= given;
        }
        return shares;
    }
}
