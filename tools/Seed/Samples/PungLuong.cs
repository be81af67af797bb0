using PovertyPlatform.Contracts;
using PovertyPlatform.Seed.People;
using PovertyPlatform.Seed.Reviews;

namespace PovertyPlatform.Seed.Samples;

/// <summary>The story of Xã Púng Luông in two reviews: who is on the list of 2025, and what became of each household in 2026.</summary>
sealed class PungLuong
{
    public const string CommuneCode = "04492";
    static readonly DateOnly Visits2025 = new(2025, 11, 14);
    static readonly DateOnly Visits2026 = new(2026, 10, 30);

    static readonly string[] Hamlets =
    [
        "Púng Luông", "Ngã Ba Kim", "Nả Háng Tủa Chử", "Mý Háng Tâu", "Mý Háng Tủa Chử", "La Pán Tẩn", "Trống Tông",
        "Trống Páo Sang", "Háng Sung", "Dế Xu Phình A", "Ma Lừ Thàng", "Háng Cuốn Rùa", "Hua Khắt", "Pú Cang"
    ];

    readonly Dice dice = new(4492);
    int serial = IdentityNumber.FirstSampleSerial;

    public List<SampleHousehold> Year2025 { get; } = [];
    public List<SampleHousehold> Year2026 { get; } = [];

    /// <summary>The new households of 2026 that carry the deliberate faults, one kind each.</summary>
    public List<SampleHousehold> ToSpoil { get; } = [];

    public PungLuong(int spoiled)
    {
        foreach (var wanted in Shuffled((PovertyClass.Poor, 172), (PovertyClass.NearPoor, 118), (PovertyClass.NotPoor, 30)))
            Year2025.Add(Settle(wanted, Visits2025));

        var poor = Fates((PovertyClass.Poor, 104), (PovertyClass.NearPoor, 38), (PovertyClass.NotPoor, 30));
        var near = Fates((PovertyClass.Poor, 9), (PovertyClass.NearPoor, 79), (PovertyClass.NotPoor, 30));
        var above = Fates((PovertyClass.Poor, 4), (PovertyClass.NearPoor, 6), (null, 20));
        foreach (var household in Year2025)
        {
            var fate = (household.Review.Class switch { PovertyClass.Poor => poor, PovertyClass.NearPoor => near, _ => above }).Dequeue();
            if (fate is { } next) Year2026.Add(Revisit(household, next));
        }
        foreach (var wanted in Shuffled((PovertyClass.Poor, 32), (PovertyClass.NearPoor, 100 - 42 - spoiled), (PovertyClass.NotPoor, 10)))
            Year2026.Add(Settle(wanted, Visits2026));
        for (var i = 0; i < spoiled; i++)
        {
            ToSpoil.Add(Settle(PovertyClass.Poor, Visits2026, atLeast: 3));
            Year2026.Add(ToSpoil[^1]);
        }
    }

    public static IEnumerable<IGrouping<string, SampleHousehold>> ByHamlet(IEnumerable<SampleHousehold> households) =>
        households.OrderBy(h => Array.IndexOf(Hamlets, h.Hamlet)).ThenBy(h => h.Code, StringComparer.Ordinal).GroupBy(h => h.Hamlet);

    SampleHousehold Settle(PovertyClass wanted, DateOnly on, int atLeast = 1)
    {
        var hamlet = dice.Pick(Hamlets);
        var ethnic = hamlet == "Ngã Ba Kim" ? dice.Pick(["01", "01", "03", "08"]) : dice.Weighted([88, 6, 3, 3]) switch { 0 => "08", 1 => "03", 2 => "09", _ => "01" };
        var size = Math.Max(atLeast, 1 + dice.Weighted([4, 9, 15, 22, 20, 14, 9, 4, 3]));
        var members = Family.Make(dice, NamingHabits.Of(ethnic), size, on, (woman, year) => IdentityNumber.Of("15", woman, year, serial++));
        var phone = dice.Chance(550) ? $"09{dice.Below(100_000_000):00000000}" : "";
        return new($"PL{Year2025.Count + Newcomers() + 1:0000}", hamlet, phone, members, Visit.Draw(dice, wanted, members, on), null);
    }

    int Newcomers() => Year2026.Count(h => h.Before is null);

    SampleHousehold Revisit(SampleHousehold before, PovertyClass next)
    {
        var members = before.Members.ToList();
        var mother = members.Find(m => m.IsWoman && m.AgeOn(Visits2026) is > 19 and < 38 && m.Relation is "Vợ" or "Chủ hộ");
        if (mother is not null && dice.Chance(90))
        {
            var clan = members.Find(m => !m.IsWoman)?.Name.Split(' ')[0] ?? mother.Name.Split(' ')[0];
            var girl = dice.Chance(490);
            var birth = Visits2026.AddDays(-40 - dice.Below(240));
            members.Add(new(NamingHabits.Of(mother.EthnicCode).Name(dice, clan, girl), girl, birth, false, mother.EthnicCode, "Con", ""));
        }
        var review = Visit.Draw(dice, next, members, Visits2026) with { HasMerit = before.Review.HasMerit };
        return before with { Members = members, Review = review, Before = before.Review.Class };
    }

    List<PovertyClass> Shuffled(params (PovertyClass Class, int Count)[] parts) => Mixed(parts);

    Queue<PovertyClass?> Fates(params (PovertyClass? Class, int Count)[] parts) => new(Mixed(parts));

    List<T> Mixed<T>((T Class, int Count)[] parts)
    {
        var all = parts.SelectMany(part => Enumerable.Repeat(part.Class, part.Count)).ToList();
        for (var i = all.Count - 1; i > 0; i--)
        {
            var j = dice.Below(i + 1);
            (all[i], all[j]) = (all[j], all[i]);
        }
        return all;
    }
}
