using PovertyPlatform.Contracts;
using PovertyPlatform.Seed.People;

namespace PovertyPlatform.Seed.Reviews;

/// <summary>Draws the answers of a visit that lead to a wanted class, with values on both sides of each boundary.</summary>
static class Visit
{
    static readonly string[] CauseCodes = ["C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8"];
    static readonly int[] CauseWeights = [22, 26, 10, 9, 14, 10, 7, 2];

    // How often an indicator is missed in the mountains: water, toilet and housing before schooling and information.
    static readonly int[] IndicatorWeights = [10, 9, 6, 8, 13, 3, 16, 9, 15, 19, 11, 6];

    public static Answers Draw(Dice dice, PovertyClass wanted, IReadOnlyList<Person> members, DateOnly on, bool isUrban = false)
    {
        var (cutOff, line) = isUrban ? (175, 2_000_000L) : (140, 1_500_000L);
        var b1 = wanted == PovertyClass.NotPoor ? cutOff + 5 * dice.Between(1, 16) : dice.Chance(60) ? cutOff : cutOff - 5 * dice.Between(0, 14);
        var marks = Marks(dice, wanted switch { PovertyClass.Poor => 3 + dice.Weighted([40, 30, 18, 9, 3]), PovertyClass.NearPoor => dice.Weighted([15, 35, 50]), _ => dice.Below(4) });
        var listed = wanted != PovertyClass.NotPoor;
        var canNotWork = wanted == PovertyClass.Poor && members.All(m => m.AgeOn(on) is < 15 or > 60);
        var causes = listed ? CauseCodes.Where((_, i) => dice.Below(100) < CauseWeights[i] * 2).DefaultIfEmpty("C2").ToArray() : [];
        var needs = listed ? Enumerable.Range(0, 5).Where(_ => dice.Chance(300)).Aggregate(0, (bits, i) => bits | 1 << i) : 0;
        var income = wanted == PovertyClass.NotPoor ? line + 10_000L * dice.Between(1, 90) : line * b1 / cutOff / 10_000 * 10_000;
        var note = dice.Chance(25) ? dice.Pick(["Con đang đi học nội trú", "Nhà bị sạt lở tháng 8", "Đi làm xa", "Mới tách hộ"]) : "";
        return new(cutOff, b1, marks, causes, dice.Chance(25), canNotWork, needs, income, on.AddDays(-dice.Below(24)), note);
    }

    static int Marks(Dice dice, int count)
    {
        var marks = 0;
        while (int.PopCount(marks) < count) marks |= 1 << dice.Weighted(IndicatorWeights);
        return marks;
    }
}
