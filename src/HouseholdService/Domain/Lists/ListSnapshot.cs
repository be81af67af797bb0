using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.Standards;

namespace PovertyPlatform.HouseholdService.Domain.Lists;

/// <summary>Answers as a list keeps them beside the class they led to.</summary>
/// <param name="ReviewedOn">Date of the visit.</param>
/// <param name="StandardCode">Standard whose form was filled in.</param>
/// <param name="IncomeVnd">Income per person and month in đồng.</param>
/// <param name="IncomePoints">Points A (B1).</param>
/// <param name="DeprivationPoints">Points B (B2).</param>
/// <param name="DeprivedIndicators">Codes of missed indicators.</param>
/// <param name="RequestsAverageLiving">A farm household asked for average living.</param>
public sealed record AnswersSnapshot(
    [PersonalData(DataClass.P1)] DateOnly ReviewedOn,
    [PersonalData(DataClass.P1)] string StandardCode,
    [PersonalData(DataClass.P2)] long? IncomeVnd,
    [PersonalData(DataClass.P1)] int? IncomePoints,
    [PersonalData(DataClass.P1)] int? DeprivationPoints,
    [PersonalData(DataClass.P1)] IReadOnlyList<string>? DeprivedIndicators,
    bool RequestsAverageLiving)
{
    /// <summary>The answers of a review.</summary>
    public static AnswersSnapshot Of(Review review) => new(
        review.ReviewedOn, review.StandardCode, review.IncomeVnd, review.IncomePoints, review.DeprivationPoints, review.DeprivedIndicators, review.RequestsAverageLiving);
}

/// <summary>Writes and reads what a list keeps as JSON; the same answers give the same text.</summary>
[JsonSerializable(typeof(AnswersSnapshot))]
[JsonSerializable(typeof(Explanation))]
public sealed partial class ListSnapshot : JsonSerializerContext
{
    private static readonly ListSnapshot Readable = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    });

    /// <summary>Answers as text.</summary>
    public static string Write(AnswersSnapshot answers) => JsonSerializer.Serialize(answers, Readable.AnswersSnapshot);

    /// <summary>An explanation as text.</summary>
    public static string Write(Explanation explanation) => JsonSerializer.Serialize(explanation, Readable.Explanation);

    /// <summary>Answers from text; null when the household was not reviewed.</summary>
    public static AnswersSnapshot? Answers(string text) => text == "{}" ? null : JsonSerializer.Deserialize(text, Readable.AnswersSnapshot);

    /// <summary>An explanation from text; null when the household was not reviewed.</summary>
    public static Explanation? Steps(string text) => text == "[]" ? null : JsonSerializer.Deserialize(text, Readable.Explanation);
}
