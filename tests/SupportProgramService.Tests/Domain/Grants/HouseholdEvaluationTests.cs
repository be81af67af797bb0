using PovertyPlatform.Contracts;
using PovertyPlatform.Contracts.Support;
using PovertyPlatform.SupportProgramService.Domain.Grants;
using PovertyPlatform.SupportProgramService.Domain.Households;
using PovertyPlatform.SupportProgramServiceTests.Domain.Programmes;

namespace PovertyPlatform.SupportProgramServiceTests.Domain.Grants;

/// <summary>What a recognition, the passing of time or a new rule does to the grants of a household.</summary>
public class HouseholdEvaluationTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);
    private readonly Ledger _ledger = new(RuleFolder.Shipped);

    [Fact]
    public void PoorHousehold_IsGrantedWithAllTerms()
    {
        var granted = Assert.IsType<EligibilityGranted>(Assert.Single(_ledger.Take(Told.Recognised(PovertyClass.Poor, _ledger.HouseholdId), Today)));
        Assert.Equal((GrantIdentity.Of(_ledger.HouseholdId, "CR-POOR"), 1L), (granted.SubjectId, granted.SubjectVersion));
        Assert.Equal(("CR-POOR", "2019.1", PovertyClass.Poor), (granted.ProgrammeCode, granted.RuleVersion, granted.HouseholdClass));
        Assert.Equal((Told.List2026, "118/QĐ-UBND", Told.Decided2026), (granted.ListId, granted.DecisionNumber, granted.DecidedOn));
        Assert.Equal((new DateOnly(2026, 11, 20), new DateOnly(2027, 12, 31)), (granted.ValidFrom, granted.ValidTo));
        Assert.Equal((100_000_000L, 660m, 120), (granted.CapVnd, granted.InterestBasisPoints, granted.MaxTermMonths));
        Assert.Equal(["class-poor", "list-current", "labour-capacity", "adult-member"], granted.Reasons);
        Assert.Equal(("15", "04492"), (granted.ProvinceCode, granted.CommuneCode));
    }

    [Fact]
    public void SameFactsAgain_SayNothing()
    {
        var told = Told.Recognised(PovertyClass.Poor, _ledger.HouseholdId);
        _ledger.Take(told, Today);
        Assert.Empty(_ledger.Take(told with { SubjectVersion = 2, Persons = 5 }, Today));
        Assert.Equal("CR-POOR", _ledger.Open);
    }

    [Fact]
    public void ListOfTheNextYear_RenewsTheGrant()
    {
        _ledger.Take(Told.Recognised(PovertyClass.Poor, _ledger.HouseholdId, 1, 2025), new DateOnly(2025, 12, 12));
        var renewed = Assert.IsType<EligibilityGranted>(Assert.Single(_ledger.Take(Told.Recognised(PovertyClass.Poor, _ledger.HouseholdId, 2), Today)));
        Assert.Equal((2L, new DateOnly(2027, 12, 31), "118/QĐ-UBND"), (renewed.SubjectVersion, renewed.ValidTo, renewed.DecisionNumber));
    }

    [Fact]
    public void PoorThatBecomesNearPoor_ChangesProgramme()
    {
        _ledger.Take(Told.Recognised(PovertyClass.Poor, _ledger.HouseholdId, 1, 2025), new DateOnly(2025, 12, 12));
        var events = _ledger.Take(Told.Recognised(PovertyClass.NearPoor, _ledger.HouseholdId, 2, exit: Told.Decided2026, exitFrom: PovertyClass.Poor), Today);
        Assert.Equal("CR-NEARPOOR", _ledger.Open);
        var withdrawn = Assert.Single(events.OfType<EligibilityWithdrawn>());
        Assert.Equal(("CR-POOR", new DateOnly(2026, 11, 20), "118/QĐ-UBND"), (withdrawn.ProgrammeCode, withdrawn.WithdrawnOn, withdrawn.DecisionNumber));
        Assert.Equal(["class-poor"], withdrawn.Reasons);
        Assert.Equal(2, withdrawn.SubjectVersion);
    }

    [Fact]
    public void EscapedThatRelapses_ChangesBack()
    {
        _ledger.Take(Told.Escaped(_ledger.HouseholdId), Today);
        Assert.Equal("CR-ESCAPED", _ledger.Open);
        _ledger.Take(Told.Recognised(PovertyClass.Poor, _ledger.HouseholdId, 2, 2026, decision: "12/QĐ-UBND"), new DateOnly(2027, 3, 1));
        Assert.Equal("CR-POOR", _ledger.Open);
    }

    [Fact]
    public void OlderVersion_ChangesNothing()
    {
        _ledger.Take(Told.Recognised(PovertyClass.NearPoor, _ledger.HouseholdId, 5), Today);
        Assert.Empty(_ledger.Take(Told.Recognised(PovertyClass.Poor, _ledger.HouseholdId, 4), Today));
        Assert.Equal("CR-NEARPOOR", _ledger.Open);
    }

    [Fact]
    public void HouseholdTakenOffTheList_LosesItsGrant()
    {
        _ledger.Take(Told.Recognised(PovertyClass.Poor, _ledger.HouseholdId), Today);
        var events = _ledger.Take(Recognition.Of(Told.Withdrawn(_ledger.HouseholdId, 2)), new DateOnly(2026, 12, 2));
        var withdrawn = Assert.IsType<EligibilityWithdrawn>(Assert.Single(events));
        Assert.Equal((new DateOnly(2026, 12, 1), "130/QĐ-UBND"), (withdrawn.WithdrawnOn, withdrawn.DecisionNumber));
        Assert.Equal(["recognition-withdrawn"], withdrawn.Reasons);
        Assert.Null(_ledger.Household!.DueOn);
    }

    [Fact]
    public void EscapedGrant_EndsTheDayAfterItsLast()
    {
        _ledger.Take(Told.Escaped(_ledger.HouseholdId), Today);
        Assert.Equal(new DateOnly(2029, 11, 21), _ledger.Household!.DueOn);
        Assert.Empty(_ledger.Evaluate(new DateOnly(2029, 11, 20)));
        var withdrawn = Assert.IsType<EligibilityWithdrawn>(Assert.Single(_ledger.Evaluate(new DateOnly(2029, 11, 21))));
        Assert.Equal(["validity-ended", "exit-window"], withdrawn.Reasons);
        Assert.Equal((new DateOnly(2029, 11, 21), null), (withdrawn.WithdrawnOn, withdrawn.DecisionNumber));
        Assert.Null(_ledger.Household.DueOn);
    }

    [Fact]
    public void GrantThatEndedDuringADownTime_EndsOnItsOwnDay()
    {
        _ledger.Take(Told.Recognised(PovertyClass.Poor, _ledger.HouseholdId, 1, 2025), new DateOnly(2025, 12, 12));
        var withdrawn = Assert.IsType<EligibilityWithdrawn>(Assert.Single(_ledger.Evaluate(new DateOnly(2027, 2, 15))));
        Assert.Equal(new DateOnly(2027, 1, 1), withdrawn.WithdrawnOn);
    }

    [Fact]
    public void RecognitionThatTakesEffectLater_IsToldAtOnce()
    {
        _ledger.Take(Told.Recognised(PovertyClass.Poor, _ledger.HouseholdId, 1, 2025), new DateOnly(2025, 12, 12));
        var events = _ledger.Take(Told.Recognised(PovertyClass.NearPoor, _ledger.HouseholdId, 2, from: new DateOnly(2027, 1, 1)), Today);
        Assert.Equal(new DateOnly(2027, 1, 1), Assert.Single(events.OfType<EligibilityGranted>()).ValidFrom);
        Assert.Equal(new DateOnly(2027, 1, 1), Assert.Single(events.OfType<EligibilityWithdrawn>()).WithdrawnOn);
    }

    [Fact]
    public void NewRuleVersion_IsToldWithItsTermsOnItsDay()
    {
        using var folder = new RuleFolder();
        RuleCheckTests.CloseVersionOfPoor(folder, "2026-12-31");
        RuleCheckTests.NewVersionOfPoor(folder, "2027-01-01");
        var ledger = new Ledger(folder.Compile());
        ledger.Take(Told.Recognised(PovertyClass.Poor, ledger.HouseholdId), Today);
        Assert.Equal(new DateOnly(2027, 1, 1), ledger.Household!.DueOn);
        Assert.Empty(ledger.Evaluate(new DateOnly(2026, 12, 31)));
        var renewed = Assert.IsType<EligibilityGranted>(Assert.Single(ledger.Evaluate(new DateOnly(2027, 1, 1))));
        Assert.Equal(("2026.1", 120_000_000L, new DateOnly(2027, 1, 1)), (renewed.RuleVersion, renewed.CapVnd, renewed.ValidFrom));
    }

    [Fact]
    public void HouseholdThatANewRuleAdmits_IsGrantedOnItsDay()
    {
        using var folder = new RuleFolder();
        RuleCheckTests.CloseVersionOfPoor(folder, "2026-12-31");
        RuleCheckTests.NewVersionOfPoor(folder, "2027-01-01");
        var ledger = new Ledger(folder.Compile());
        Assert.Empty(ledger.Take(Told.Recognised(PovertyClass.Poor, ledger.HouseholdId, labour: false), Today));
        Assert.Equal(new DateOnly(2027, 1, 1), ledger.Household!.DueOn);
        Assert.IsType<EligibilityGranted>(Assert.Single(ledger.Evaluate(new DateOnly(2027, 1, 1))));
    }

    [Fact]
    public void RateThatChanges_IsToldWithTheNewInterest()
    {
        using var folder = new RuleFolder();
        folder.Change("base_rates.csv", "660,2015-06-01,,", "660,2015-06-01,2026-12-31,").Append("base_rates.csv", "700,2027-01-01,,QĐ thử,L");
        var ledger = new Ledger(folder.Compile());
        ledger.Take(Told.Recognised(PovertyClass.NearPoor, ledger.HouseholdId), Today);
        Assert.Equal(840m, Assert.IsType<EligibilityGranted>(Assert.Single(ledger.Evaluate(new DateOnly(2027, 1, 1)))).InterestBasisPoints);
    }

    [Fact]
    public void RuleThatGrewStricter_EndsTheGrantToday()
    {
        _ledger.Take(Told.Recognised(PovertyClass.NearPoor, _ledger.HouseholdId, labour: false), Today);
        using var folder = new RuleFolder();
        folder.Append("rules.csv", "CR-NEARPOOR,2013.1,6,labour-capacity,has-labour-capacity,,registry,Có khả năng lao động.,Able to work.,QĐ thử,L");
        _ledger.Book = folder.Compile();
        var withdrawn = Assert.IsType<EligibilityWithdrawn>(Assert.Single(_ledger.Evaluate(Today.AddDays(3))));
        Assert.Equal((Today.AddDays(3), null), (withdrawn.WithdrawnOn, withdrawn.DecisionNumber));
        Assert.Equal(["labour-capacity"], withdrawn.Reasons);
    }

    [Fact]
    public void ProgrammeThatEnds_TakesItsGrantsAlong()
    {
        using var folder = new RuleFolder();
        RuleCheckTests.CloseVersionOfPoor(folder, "2027-05-31");
        var ledger = new Ledger(folder.Compile());
        ledger.Take(Told.Recognised(PovertyClass.Poor, ledger.HouseholdId), Today);
        var withdrawn = Assert.IsType<EligibilityWithdrawn>(Assert.Single(ledger.Evaluate(new DateOnly(2027, 6, 1))));
        Assert.Equal(["validity-ended", "programme-ended"], withdrawn.Reasons);
    }
}
