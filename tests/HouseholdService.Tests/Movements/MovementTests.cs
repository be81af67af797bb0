using CsCheck;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Movements;

namespace PovertyPlatform.HouseholdServiceTests.Movements;

/// <summary>Opening less exits plus entries is the closing, for households and persons, whatever happens to them.</summary>
public class MovementTests
{
    private static readonly PovertyClass?[] AnyClass = [null, PovertyClass.Poor, PovertyClass.NearPoor, PovertyClass.AverageLiving, PovertyClass.NotPoor];
    private static readonly Gen<PovertyClass?> Classes = Gen.Int[0, AnyClass.Length - 1].Select(index => AnyClass[index]);

    private static readonly Gen<Passage> Passages = Gen.Select(Gen.Guid, Gen.Select(Classes, Classes), Gen.Select(Gen.Int[1, 9], Gen.Int[1, 9]), Gen.Bool, Gen.Bool, Gen.Bool,
        (id, classes, persons, wasPoor, wasNear, moved) => new Passage(id, classes.Item1, persons.Item1, classes.Item2, persons.Item2, wasPoor, wasNear, moved));

    [Fact]
    public void Lines_AddUpForHouseholdsAndPersons() => Passages.List[0, 200].Sample(passages =>
    {
        var (poor, near) = (MovementTable.Of(PovertyClass.Poor, passages), MovementTable.Of(PovertyClass.NearPoor, passages));
        Assert.True(poor.AddsUp && near.AddsUp);
        Assert.Equal(poor.ToOther.Households, near.FromOther.Households);
        Assert.Equal(poor.FromOther.Households, near.ToOther.Households);
        Assert.Equal(passages.Count(passage => passage.Start == PovertyClass.Poor), poor.Opening.Households);
        Assert.Equal(passages.Where(passage => passage.End == PovertyClass.NearPoor).Sum(passage => passage.EndPersons), near.Closing.Persons);
    });

    [Fact]
    public void MergedArea_IsTheSumOfItsParts() => Gen.Select(Passages.List[0, 60], Passages.List[0, 60]).Sample((one, other) =>
    {
        var whole = MovementTable.Of(PovertyClass.Poor, [.. one, .. other]);
        var (left, right) = (MovementTable.Of(PovertyClass.Poor, one), MovementTable.Of(PovertyClass.Poor, other));
        Assert.Equal(whole with { Opening = left.Opening + right.Opening, Closing = left.Closing + right.Closing, OtherDecrease = left.OtherDecrease + right.OtherDecrease, Relapsed = left.Relapsed + right.Relapsed }, whole);
    });

    [Theory]
    [InlineData(PovertyClass.Poor, PovertyClass.Poor, false, false, ChangeType.StillPoor)]
    [InlineData(PovertyClass.Poor, PovertyClass.NearPoor, false, false, ChangeType.EscapedToNearPoor)]
    [InlineData(PovertyClass.Poor, PovertyClass.NotPoor, false, false, ChangeType.Escaped)]
    [InlineData(PovertyClass.Poor, PovertyClass.AverageLiving, false, false, ChangeType.Escaped)]
    [InlineData(PovertyClass.NearPoor, PovertyClass.Poor, true, false, ChangeType.FellToPoor)]
    [InlineData(PovertyClass.NearPoor, PovertyClass.NotPoor, false, false, ChangeType.EscapedNearPoverty)]
    [InlineData(null, PovertyClass.Poor, true, false, ChangeType.Relapsed)]
    [InlineData(null, PovertyClass.Poor, false, false, ChangeType.NewlyPoor)]
    [InlineData(null, PovertyClass.NearPoor, false, false, ChangeType.NewlyNearPoor)]
    [InlineData(null, PovertyClass.NearPoor, true, false, ChangeType.RelapsedToNearPoor)]
    [InlineData(null, PovertyClass.Poor, true, true, ChangeType.OtherIncrease)]
    [InlineData(PovertyClass.Poor, null, false, true, ChangeType.OtherDecrease)]
    [InlineData(PovertyClass.Poor, PovertyClass.NearPoor, false, true, ChangeType.EscapedToNearPoor)]
    [InlineData(PovertyClass.NotPoor, PovertyClass.AverageLiving, false, false, ChangeType.None)]
    public void Change_FollowsFromBothEndsAndHistory(PovertyClass? start, PovertyClass? end, bool wasPoor, bool moved, ChangeType expected) =>
        Assert.Equal(expected, new Passage(Guid.Empty, start, 4, end, 4, wasPoor, false, moved).Change);
}
