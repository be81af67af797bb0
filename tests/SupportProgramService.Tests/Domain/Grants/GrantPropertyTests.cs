using CsCheck;
using PovertyPlatform.Contracts;
using PovertyPlatform.Contracts.Support;
using PovertyPlatform.SupportProgramService.Domain.Eligibility;
using PovertyPlatform.SupportProgramService.Domain.Grants;
using PovertyPlatform.SupportProgramService.Domain.Households;

namespace PovertyPlatform.SupportProgramServiceTests.Domain.Grants;

/// <summary>Whatever was recognised, in whatever order it was told, the open grants are those of the newest state, and the events alone say the same.</summary>
public class GrantPropertyTests
{
    private static readonly DateOnly Start = new(2025, 12, 1);

    private sealed record Step(int Kind, int Version, int Day, int ExitBack, bool Labour, int Adults, int DaysLater);

    private static readonly Gen<Step> Steps = Gen.Select(
        Gen.Int[0, 6], Gen.Int[1, 12], Gen.Int[0, 800], Gen.Int[0, 1300], Gen.Bool, Gen.Int[0, 2], Gen.Int[0, 500],
        (kind, version, day, back, labour, adults, later) => new Step(kind, version, day, back, labour, adults, later));

    [Fact]
    public void AnySequence_LeavesTheGrantsOfTheNewestState() => Steps.Array[1, 12].Sample(steps =>
    {
        var ledger = new Ledger(RuleFolder.Shipped);
        var today = Start;
        Recognition? newest = null;
        foreach (var step in steps)
        {
            today = today.AddDays(step.DaysLater);
            var recognition = RecognitionOf(step, ledger.HouseholdId);
            if (newest is null || recognition.Version > newest.Version)
                newest = recognition;
            ledger.Take(recognition, today);
        }

        // As the worker does: whatever fell due meanwhile is looked at again.
        ledger.Evaluate(today);
        Assert.Equal(Expected(newest!, today), ledger.Open);
        Assert.Equal(ledger.Open, string.Join(',', Replay(ledger.Events)));
        Assert.Empty(ledger.Evaluate(today));
        Assert.True(ledger.Household!.DueOn is null || ledger.Household.DueOn > today);
        Assert.All(ledger.Grants, grant => Assert.Equal(ledger.Events.Where(message => message.SubjectId == grant.Id).Select(message => message.SubjectVersion),
            Enumerable.Range(1, (int)grant.Version).Select(version => (long)version)));
    }, iter: 20_000, threads: 1);

    [Fact]
    public void DueDay_IsTheFirstOnWhichTimeAloneChangesTheAnswer() => Steps.Sample(step =>
    {
        var ledger = new Ledger(RuleFolder.Shipped);
        ledger.Take(RecognitionOf(step, ledger.HouseholdId), Start);
        var day = Start;
        for (var looks = 0; looks < 2000; looks++, day = day.AddDays(1))
        {
            var due = ledger.Household!.DueOn;
            Assert.False(ledger.Evaluate(day).Count > 0 && !(due <= day), $"changed on {day} although due on {due}");
        }
    }, iter: 150, threads: 1);

    private static Recognition RecognitionOf(Step step, Guid household)
    {
        var from = Start.AddDays(step.Day);
        return step.Kind == 6
            ? Recognition.Of(Told.Withdrawn(household, step.Version, on: from))
            : Recognition.Of(Told.Recognised(
                (PovertyClass)Math.Min(step.Kind, 4), household, step.Version, from.Year, step.Labour, step.Adults,
                step.Kind >= 4 ? from.AddDays(-step.ExitBack) : null, step.Kind >= 4 ? PovertyClass.Poor : null, from, decision: $"{step.Version}/QĐ-UBND"));
    }

    private static string Expected(Recognition newest, DateOnly today)
    {
        if (newest.IsWithdrawn)
            return "";
        var on = newest.EffectiveFrom > today ? newest.EffectiveFrom : today;
        return string.Join(',', RuleFolder.Shipped.On(on).Automatic.Where(offer => Verdict.Of(newest, offer, on).IsMet).Select(offer => offer.Code));
    }

    private static SortedSet<string> Replay(List<IIntegrationEvent> events)
    {
        var open = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var message in events)
            _ = message switch
            {
                EligibilityGranted granted => open.Add(granted.ProgrammeCode),
                EligibilityWithdrawn withdrawn => open.Remove(withdrawn.ProgrammeCode),
                _ => throw new InvalidOperationException(message.GetType().Name),
            };
        return open;
    }
}
