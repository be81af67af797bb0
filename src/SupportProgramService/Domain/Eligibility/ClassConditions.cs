using PovertyPlatform.Contracts;
using PovertyPlatform.SupportProgramService.Domain.Households;

namespace PovertyPlatform.SupportProgramService.Domain.Eligibility;

/// <summary>The recognised class is, or is not, one of a set.</summary>
public sealed class ClassIn(IReadOnlySet<PovertyClass> classes, bool wanted) : Condition
{
    public override bool IsMet(Recognition recognition, DateOnly on) => classes.Contains(recognition.Class) == wanted;

    public override Bilingual Found(Recognition recognition)
    {
        var name = ClassNames.Of(recognition.Class);
        return new Bilingual(
            $"{name.Vi}, theo Quyết định số {recognition.DecisionNumber} ngày {Wording.Vi(recognition.DecidedOn)}",
            $"{name.En}, by decision {recognition.DecisionNumber} of {Wording.En(recognition.DecidedOn)}");
    }
}

/// <summary>The list of a review year holds to the end of a later year.</summary>
public sealed class ListValidYears(int years) : Condition
{
    public override bool IsMet(Recognition recognition, DateOnly on) => on <= Last(recognition);

    public override DateOnly? LastDay(Recognition recognition) => Last(recognition);

    public override Bilingual Found(Recognition recognition) => new(
        $"Danh sách năm {recognition.ReviewYear}, có giá trị đến hết ngày {Wording.Vi(Last(recognition))}",
        $"List of {recognition.ReviewYear}, holds until {Wording.En(Last(recognition))}");

    private DateOnly Last(Recognition recognition) => new(recognition.ReviewYear + years, 12, 31);
}
