using PovertyPlatform.Contracts;
using PovertyPlatform.SupportProgramService.Domain.Eligibility;
using PovertyPlatform.SupportProgramService.Domain.Households;

namespace PovertyPlatform.SupportProgramServiceTests.Domain.Eligibility;

/// <summary>The explanation that officers read.</summary>
public class AssessmentTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    [Fact]
    public void GrantedProgramme_ListsWhatOthersMustConfirm()
    {
        var assessment = Of(Told.Facts(Told.Recognised(PovertyClass.Poor)), "CR-POOR");
        Assert.Equal(ProgrammeOutcome.Granted, assessment.Outcome);
        Assert.Equal(
            ["class-poor Met", "list-current Met", "labour-capacity Met", "adult-member Met", "residence ToBeConfirmed", "savings-credit-group ToBeConfirmed", "no-exclusion ToBeConfirmed"],
            assessment.Steps.Select(step => $"{step.Code} {step.Outcome}"));
        Assert.Equal("Tổ tiết kiệm và vay vốn xác nhận", assessment.Steps[5].Found.Vi);
        Assert.Equal("Hộ nghèo, theo Quyết định số 118/QĐ-UBND ngày 20/11/2026", assessment.Steps[0].Found.Vi);
        Assert.Equal("Poor household, by decision 118/QĐ-UBND of 2026-11-20", assessment.Steps[0].Found.En);
        Assert.Equal((new DateOnly(2026, 11, 20), new DateOnly(2027, 12, 31)), (assessment.ValidFrom, assessment.ValidTo));
    }

    [Fact]
    public void RefusedProgramme_SaysWhichConditionFailed()
    {
        var assessment = Of(Told.Facts(Told.Recognised(PovertyClass.Poor, labour: false)), "CR-POOR");
        Assert.Equal(ProgrammeOutcome.Refused, assessment.Outcome);
        var failed = Assert.Single(assessment.Steps, step => step.Outcome == StepOutcome.NotMet);
        Assert.Equal(("labour-capacity", "Hộ không có khả năng lao động", "Household without labour capacity"), (failed.Code, failed.Found.Vi, failed.Found.En));
        Assert.Null(assessment.ValidFrom);
    }

    [Theory]
    [InlineData(PovertyClass.Poor, "CR-ETH-HOUSE", ProgrammeOutcome.OnApplication)]
    [InlineData(PovertyClass.NearPoor, "CR-ETH-HOUSE", ProgrammeOutcome.Refused)]
    [InlineData(PovertyClass.Poor, "CR-DIFFAREA", ProgrammeOutcome.Refused)]
    [InlineData(PovertyClass.AverageLiving, "CR-DIFFAREA", ProgrammeOutcome.OnApplication)]
    [InlineData(PovertyClass.AverageLiving, "CR-STUDENT", ProgrammeOutcome.OnApplication)]
    public void ProgrammeOnApplication_IsNeverGrantedButMayBeRefused(PovertyClass poverty, string programme, ProgrammeOutcome outcome) =>
        Assert.Equal(outcome, Of(Told.Facts(Told.Recognised(poverty)), programme).Outcome);

    [Fact]
    public void HouseholdOnNoList_IsRefusedWithThatReason()
    {
        var assessment = Of(null, "CR-POOR");
        Assert.Equal(ProgrammeOutcome.Refused, assessment.Outcome);
        Assert.Equal(ReasonCodes.NotRecognised, Assert.Single(assessment.Steps).Code);
        Assert.Equal("Không có quyết định công nhận nào có hiệu lực ngày 24/11/2026", assessment.Steps[0].Found.Vi);
    }

    [Fact]
    public void HouseholdTakenOffTheList_IsRefusedWithTheDecision()
    {
        var withdrawn = Recognition.Of(Told.Withdrawn(Guid.CreateVersion7(), 2, on: new DateOnly(2026, 11, 23)));
        Assert.Equal("Đã đưa ra khỏi danh sách theo Quyết định số 130/QĐ-UBND ngày 23/11/2026", Of(withdrawn, "CR-POOR").Steps[0].Found.Vi);
    }

    [Fact]
    public void RecognitionThatHasEnded_IsNamed()
    {
        var assessment = Assessment.Of(
            Told.Facts(Told.Recognised(PovertyClass.Poor, to: new DateOnly(2027, 3, 31))),
            RuleFolder.Shipped.On(new DateOnly(2027, 4, 1)).Offers.Single(offer => offer.Code == "CR-POOR"), new DateOnly(2027, 4, 1));
        Assert.Equal((ProgrammeOutcome.Refused, ReasonCodes.RecognitionEnded), (assessment.Outcome, assessment.Steps[^1].Code));
    }

    [Fact]
    public void EveryStepOfEveryProgramme_SpeaksBothLanguages()
    {
        foreach (var facts in new[] { Told.Facts(Told.Recognised(PovertyClass.Poor)), Told.Facts(Told.Escaped()), Told.Facts(Told.Recognised(PovertyClass.NearPoor, labour: false)) })
            foreach (var offer in RuleFolder.Shipped.On(Today).Offers)
                Assert.All(Assessment.Of(facts, offer, Today).Steps, step =>
                {
                    Assert.All(new[] { step.Requirement.Vi, step.Requirement.En, step.Found.Vi, step.Found.En }, text => Assert.False(string.IsNullOrWhiteSpace(text)));
                    Assert.NotEqual(step.Requirement.Vi, step.Requirement.En);
                    Assert.NotEqual(step.Found.Vi, step.Found.En);
                });
    }

    private static Assessment Of(Recognition? recognition, string programme) =>
        Assessment.Of(recognition, RuleFolder.Shipped.On(Today).Offers.Single(offer => offer.Code == programme), Today);
}
