using PovertyPlatform.Contracts;
using PovertyPlatform.Seed.People;
using PovertyPlatform.Seed.Reviews;

namespace PovertyPlatform.Seed.Province;

/// <summary>Makes the households of one commune. Needs nothing from other communes, so that all can be made at once.</summary>
sealed class CommuneMaker(CommunePlan plan, int communes, ulong seed)
{
    static readonly DateOnly Visits = new(2025, 11, 14);
    static readonly int[] SizesOfPoor = [5, 10, 15, 21, 20, 14, 9, 4, 2];
    static readonly int[] SizesOfOthers = [7, 15, 20, 27, 17, 8, 4, 2];

    readonly Dictionary<(string, bool, int), int> serials = [];
    readonly int serialsOfCommune = (IdentityNumber.FirstSampleSerial - IdentityNumber.FirstProvinceSerial) / communes;

    enum Fate { Poor, NearPoor, Escaped, VisitedAbove, NotVisited }

    public IEnumerable<SeededHousehold> Households()
    {
        var fates = Fates();
        var hamlets = Hamlets();
        for (var i = 0; i < fates.Length; i++) yield return Make(plan.FirstHousehold + i, i, fates[i], hamlets[i % hamlets.Length]);
    }

    Fate[] Fates()
    {
        var fates = new Fate[plan.Households];
        Array.Fill(fates, Fate.NotVisited);
        var visitedAbove = Math.Min(plan.Households / 25, plan.Households - plan.Poor - plan.NearPoor - plan.Escaped);
        Fate[] kinds = [Fate.Poor, Fate.NearPoor, Fate.Escaped, Fate.VisitedAbove];
        int[] counts = [plan.Poor, plan.NearPoor, plan.Escaped, visitedAbove];
        var at = 0;
        for (var kind = 0; kind < kinds.Length; at += counts[kind++]) Array.Fill(fates, kinds[kind], at, counts[kind]);
        var dice = Dice.For(seed, "fates" + plan.Code, plan.Households);
        for (var i = fates.Length - 1; i > 0; i--)
        {
            var j = dice.Below(i + 1);
            (fates[i], fates[j]) = (fates[j], fates[i]);
        }
        return fates;
    }

    string[] Hamlets()
    {
        var count = Math.Clamp(plan.Households / 110, 4, 28);
        return [.. Enumerable.Range(1, count).Select(n => plan.IsUrban ? $"Tổ dân phố số {n}" : plan.Profile.PovertyWeight > 30 ? $"Bản {n}" : $"Thôn {n}")];
    }

    SeededHousehold Make(int number, int inCommune, Fate fate, string hamlet)
    {
        var dice = Dice.For(seed, plan.ProvinceCode, number);
        var poor = fate == Fate.Poor;
        // Poverty falls on the minorities of a commune more often than on the Kinh: half of the Kinh drawn for a poor household are drawn again.
        var group = plan.Profile.Groups[dice.Weighted(plan.Profile.Shares)];
        if (poor && group == "01" && dice.Chance(500)) group = plan.Profile.Groups[dice.Weighted(plan.Profile.Shares)];
        var size = 1 + dice.Weighted(poor || fate == Fate.NearPoor ? SizesOfPoor : SizesOfOthers);
        var bornIn = plan.ProvinceCode == "15" && dice.Chance(350) ? "10" : plan.ProvinceCode;
        var members = Family.Make(dice, NamingHabits.Of(group), size, Visits, (woman, year) => FreeNumber(bornIn, woman, year));
        var review = fate switch
        {
            Fate.NotVisited => null,
            Fate.Poor => Visit.Draw(dice, PovertyClass.Poor, members, Visits, plan.IsUrban),
            Fate.NearPoor => Visit.Draw(dice, PovertyClass.NearPoor, members, Visits, plan.IsUrban),
            _ => Visit.Draw(dice, PovertyClass.NotPoor, members, Visits, plan.IsUrban)
        };
        PovertyClass? previous = fate switch
        {
            Fate.Poor => dice.Weighted([86, 5, 9]) switch { 0 => PovertyClass.Poor, 1 => PovertyClass.NearPoor, _ => null },
            Fate.NearPoor => dice.Weighted([30, 58, 12]) switch { 0 => PovertyClass.Poor, 1 => PovertyClass.NearPoor, _ => null },
            Fate.Escaped => dice.Chance(600) ? PovertyClass.Poor : PovertyClass.NearPoor,
            _ => null
        };
        var withIds = members.Select((person, m) => (SeedId.Of(seed, "member" + plan.ProvinceCode, number * 16L + m), person)).ToArray();
        return new(SeedId.Of(seed, "household" + plan.ProvinceCode, number), $"{inCommune + 1:00000}", hamlet, withIds,
            SeedId.Of(seed, "review" + plan.ProvinceCode, number), review, previous, fate <= Fate.Escaped);
    }

    string FreeNumber(string province, bool woman, int year)
    {
        var used = serials.GetValueOrDefault((province, woman, year));
        if (used == serialsOfCommune * IdentityNumber.Ranges) throw new InvalidOperationException($"{plan.Name} needs more identity numbers than the invented range holds; seed fewer households.");
        serials[(province, woman, year)] = used + 1;
        return IdentityNumber.Of(province, woman, year, IdentityNumber.FirstProvinceSerial - used / serialsOfCommune * IdentityNumber.RangeWidth + plan.Number * serialsOfCommune + used % serialsOfCommune);
    }
}
