using CsCheck;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Movements;

namespace PovertyPlatform.HouseholdServiceTests.Movements;

/// <summary>Opening less exits plus entries is the closing, for households and persons, whatever happens to them.</summary>
public class MovementTests
{
    private static readonly PovertyClass?[] AnyClass = [null, PovertyClass.Poor, PovertyClass.NearPoor, PovertyClass.AverageLiving, PovertyClass.NotPoor];
    private static readonly Gen<PovertyClass?> Classes = Gen.Int[0, AnyClass.Length - 1].Select(index => AnyClass[index]);

    private static readonly Gen<Passage> Passages = Gen.Select(Gen.Guid, Gen.Select(Classes, Classes), Gen.Select(Gen.Int[1, 9], Gen.Int[1, 9]), Gen.Bool, Gen.Bool, Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool),
        (id, classes, persons, wasPoor, wasNear, moved) => new Passage(id, classes.Item1, persons.Item1, classes.Item2, persons.Item2, wasPoor, wasNear, moved.Item1,
            moved.Item2 && classes.Item1 is not null, moved.Item3 && classes.Item2 is null));

    [Fact]
    public void Lines_AddUpForHouseholdsAndPersons() => Passages.List[0, 200].Sample(passages =>
    {
        var (poor, near) = (MovementTable.Of(PovertyClass.Poor, passages), MovementTable.Of(PovertyClass.NearPoor, passages));
        Assert.True(poor.AddsUp && near.AddsUp);
        Assert.Equal(poor.ToOther.Households, near.FromOther.Households);
        Assert.Equal(poor.FromOther.Households, near.ToOther.Households);
        Assert.Equal(passages.Count(passage => passage.Start == PovertyClass.Poor && !passage.MovedIn), poor.Opening.Households);
        Assert.Equal(passages.Where(passage => passage.End == PovertyClass.NearPoor).Sum(passage => passage.EndPersons), near.Closing.Persons);
    });

    [Fact]
    public void MergedArea_IsTheSumOfItsParts() => Gen.Select(Passages.List[0, 60], Passages.List[0, 60]).Sample((one, other) =>
    {
        var whole = MovementTable.Of(PovertyClass.Poor, [.. one, .. other]);
        var (left, right) = (MovementTable.Of(PovertyClass.Poor, one), MovementTable.Of(PovertyClass.Poor, other));
        Assert.Equal(whole with { Opening = left.Opening + right.Opening, Closing = left.Closing + right.Closing, OtherDecrease = left.OtherDecrease + right.OtherDecrease, MovedIn = left.MovedIn + right.MovedIn, MovedOut = left.MovedOut + right.MovedOut, Relapsed = left.Relapsed + right.Relapsed }, whole);
    });

    [Fact]
    public void MovesBetweenTwoAreas_LeaveTheirSumAsIfTheyWereOne() => Passages.List[0, 60].Where(all => all.TrueForAll(one => one.Start is not null)).Sample(passages =>
    {
        // Each household of the first area goes to the second, which finds what is found: the area that holds both sees no move.
        var moved = passages.ConvertAll(one => one with { MovedIn = false, MovedOut = false, CameOrWent = false });
        var (here, there) = (moved.ConvertAll(one => one with { End = null, EndPersons = 0, MovedOut = true }), moved.ConvertAll(one => one with { MovedIn = true }));
        foreach (var of in new[] { PovertyClass.Poor, PovertyClass.NearPoor })
        {
            var (whole, left, came) = (MovementTable.Of(of, moved), MovementTable.Of(of, here), MovementTable.Of(of, there));
            Assert.True(left.AddsUp && came.AddsUp && whole.AddsUp);
            Assert.Equal(left.MovedOut, came.MovedIn);
            Assert.Equal(whole, came with { Opening = left.Opening, OtherIncrease = came.OtherIncrease - came.MovedIn, MovedIn = default });
        }
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
