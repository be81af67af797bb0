using System.Collections.Concurrent;
using CsCheck;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Reviews;

namespace PovertyPlatform.HouseholdServiceTests.Reviews;

/// <summary>Random walks through the review of a household: whatever is tried in whatever order, what the procedure forbids never happens, and what is refused changes nothing.</summary>
public class CaseWalkTests
{
    private static readonly CaseStep[] Steps = Enum.GetValues<CaseStep>().Where(step => step != CaseStep.Request).ToArray();
    private static readonly CaseState[] Decidable = [CaseState.Posted, CaseState.PostedAgain, CaseState.Opined];

    /// <summary>One try: which step, days after the last try, with evidence, with reason, enough agreement.</summary>
    private static readonly Gen<(CaseStep Step, int Days, bool Evidence, bool Reason, bool Agrees)> Try =
        Gen.Select(Gen.Int[0, Steps.Length - 1], Gen.Int[-1, 4], Gen.Frequency((4, Gen.Const(true)), (1, Gen.Const(false))), Gen.Bool, Gen.Frequency((3, Gen.Const(true)), (1, Gen.Const(false))),
            (step, days, evidence, reason, agrees) => (Steps[step], days, evidence, reason, agrees));

    [Fact]
    public void Walk_NeverDoesWhatTheProcedureForbids()
    {
        var reached = new ConcurrentDictionary<CaseState, bool>();
        Gen.Select(Gen.Bool, Try.List[10, 120]).Sample((onList, tries) => Walk(onList, tries, reached), iter: 3000);
        // A walk that never comes far proves nothing; only the opinion, which today's rules do not ask for, cannot be reached.
        Assert.Equal(Enum.GetValues<CaseState>().Where(state => state is not (CaseState.Opined or CaseState.Requested)), reached.Keys.Where(state => state != CaseState.Requested).Order());
    }

    private static void Walk(bool onList, List<(CaseStep Step, int Days, bool Evidence, bool Reason, bool Agrees)> tries, ConcurrentDictionary<CaseState, bool> reached)
    {
        var (cycle, found) = Begin(onList);
        var (day, history) = (SampleReviews.Opens, new List<CaseStepTaken>());
        foreach (var attempt in tries)
        {
            day = day.AddDays(attempt.Days);
            var before = Picture(found);
            var (state, until, lastOn) = (found.State, found.PostedUntil, found.LastStepOn);
            var move = Take(found, cycle, attempt, day);
            if (move.IsRefused)
            {
                Assert.Equal(before, Picture(found));
                continue;
            }

            history.Add(move.Taken);
            reached[found.State] = true;
            Obeys(found, move.Taken, state, until, lastOn, attempt.Reason);
        }

        Assert.Equal(found.Steps - 1, history.Count);
        Assert.True(history.Zip(history.Skip(1)).All(pair => pair.First.ToState == pair.Second.FromState && pair.First.TakenOn <= pair.Second.TakenOn));
    }

    [Fact]
    public void Walk_ByTheOrder_ReachesTheCertificate()
    {
        var (cycle, found) = Begin(onList: true);
        var day = SampleReviews.Opens;
        foreach (var step in (CaseStep[])[CaseStep.Visit, CaseStep.Score, CaseStep.Meet, CaseStep.Post, CaseStep.Recognise, CaseStep.Certify, CaseStep.Close])
        {
            day = day.AddDays(7);
            Assert.Null(Take(found, cycle, (step, 0, true, true, true), day).Refusal);
        }

        Assert.Equal((CaseState.Closed, CaseOutcome.Recognised, "1"), (found.State, found.Outcome, found.CertificateNumber));
        Assert.Empty(found.Irregularities);
    }

    private static void Obeys(ReviewCase found, CaseStepTaken taken, CaseState from, DateOnly? until, DateOnly lastOn, bool hadReason)
    {
        Assert.NotEqual(CaseState.Closed, from);
        Assert.True(taken.TakenOn >= lastOn);
        Assert.Equal(found.State == CaseState.Contested, found.OpenObjections > 0);
        if (taken.Step is CaseStep.Recognise || (taken.Step == CaseStep.Refuse && from != CaseState.Screened))
        {
            Assert.Contains(from, Decidable);
            Assert.True(taken.TakenOn > until);
            Assert.Equal(0, found.OpenObjections);
            Assert.NotNull(found.Class);
        }

        var goesBack = taken.Step is CaseStep.Return or CaseStep.Refuse or CaseStep.Withdraw or CaseStep.Settle || (taken.Step == CaseStep.Meet && taken.ToState == CaseState.Listed);
        Assert.True(!goesBack || (hadReason && taken.Reason is { Length: >= 10 }));
        Assert.True(taken.Step != CaseStep.Contest || taken.TakenOn <= until);
        Assert.True(taken.Step is not (CaseStep.Meet or CaseStep.Recheck or CaseStep.Recognise) || taken.EvidenceKind is not null);
        if (found.State is CaseState.Certified)
            Assert.True(found.Class is PovertyClass.Poor or PovertyClass.NearPoor);
    }

    private static (ReviewCycle Cycle, ReviewCase Found) Begin(bool onList)
    {
        var cycle = SampleReviews.OpenCycle();
        var (found, move) = onList
            ? ReviewCase.Start(cycle, Guid.NewGuid(), "Bản Háng Cơ", PovertyClass.Poor, SampleReviews.Act(SampleReviews.Opens))
            : ReviewCase.Request(cycle, Guid.NewGuid(), "Bản Háng Cơ", CaseOrigin.AskedToEnter, RequestChannel.InPerson, null, SampleReviews.Act(SampleReviews.Opens, "form-01"));
        Assert.Null(move.Refusal);
        return (cycle, found);
    }

    private static Move Take(ReviewCase found, ReviewCycle cycle, (CaseStep Step, int Days, bool Evidence, bool Reason, bool Agrees) attempt, DateOnly day)
    {
        var act = SampleReviews.Act(day, attempt.Evidence ? SampleReviews.Annual.Of(attempt.Step).Evidence.FirstOrDefault() : null, attempt.Reason ? "Lý do ghi trong biên bản" : null);
        var meeting = SampleReviews.Meeting(cycle, 20, day);
        return attempt.Step switch
        {
            CaseStep.Screen => found.Screen(attempt.Agrees, act),
            CaseStep.List => found.List(act),
            CaseStep.Visit => found.Visit(Guid.NewGuid(), SampleReviews.Person(cycle, CycleRole.Reviewer), "2022-2026", SampleReviews.Version, act),
            CaseStep.Score => found.Score(attempt.Agrees ? PovertyClass.Poor : PovertyClass.NotPoor, SampleReviews.Version, act),
            CaseStep.Meet => found.Meet(meeting, SampleReviews.Vote(meeting, found, attempt.Agrees ? 10 : 9, 8), act),
            CaseStep.Post => found.Post(SampleReviews.Posting(cycle, day, day.AddDays(4)), act),
            CaseStep.PostAgain => found.Post(SampleReviews.Posting(cycle, day, day.AddDays(4), 2), act),
            CaseStep.Contest => found.Contest(act),
            CaseStep.Settle => found.Settle(act),
            CaseStep.Recheck => found.Recheck(attempt.Agrees ? PovertyClass.NearPoor : PovertyClass.NotPoor, null, false, act),
            CaseStep.Opine => found.Opine(act),
            CaseStep.Recognise => found.Recognise("1/QĐ", act),
            CaseStep.Refuse => found.Refuse("2/UBND", act),
            CaseStep.Certify => found.Certify("1", act),
            CaseStep.Close => found.Close(act),
            CaseStep.Return => found.Return(act),
            _ => found.Withdraw(act),
        };
    }

    private static string Picture(ReviewCase found) => string.Join('|', typeof(ReviewCase).GetProperties().Select(property => property.GetValue(found) is string[] many ? string.Join(',', many) : $"{property.GetValue(found)}"));
}
