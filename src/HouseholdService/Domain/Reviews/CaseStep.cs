using System.Text.Json.Serialization;

namespace PovertyPlatform.HouseholdService.Domain.Reviews;

/// <summary>Steps of a review case.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CaseStep>))]
public enum CaseStep
{
    /// <summary>The household asks (form 01 or 04).</summary>
    Request = 1,

    /// <summary>Form A (nhận dạng nhanh).</summary>
    Screen,

    /// <summary>Put on the list of households to review.</summary>
    List,

    /// <summary>Form B filled in on a visit.</summary>
    Visit,

    /// <summary>Points and class.</summary>
    Score,

    /// <summary>Vote of the hamlet meeting (họp dân).</summary>
    Meet,

    /// <summary>Posted (niêm yết).</summary>
    Post,

    /// <summary>Somebody objects.</summary>
    Contest,

    /// <summary>The last open objection was answered without a re-check.</summary>
    Settle,

    /// <summary>Re-check (phúc tra).</summary>
    Recheck,

    /// <summary>Posted again.</summary>
    PostAgain,

    /// <summary>Opinion of a higher level.</summary>
    Opine,

    /// <summary>Recognised by decision.</summary>
    Recognise,

    /// <summary>Refused in writing.</summary>
    Refuse,

    /// <summary>Certificate numbered.</summary>
    Certify,

    /// <summary>Closed.</summary>
    Close,

    /// <summary>Sent back with a reason.</summary>
    Return,

    /// <summary>The household takes its request back.</summary>
    Withdraw,
}

/// <summary>Names of steps in reference data and in the database.</summary>
public static class StepNames
{
    /// <summary>Kebab case: <c>PostAgain</c> is <c>post-again</c>.</summary>
    public static string Of(CaseStep step) => step == CaseStep.PostAgain ? "post-again" : step.ToString().ToLowerInvariant();
}
