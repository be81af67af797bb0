using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Domain.Lists;
using PovertyPlatform.HouseholdService.Domain.Standards;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.Standards;

/// <summary>A province sets its own, higher standard for its own programmes. It has a list of its own and never counts anybody as nationally poor.</summary>
internal static class AddLocalStandard
{
    private const int Longest = 200;

    /// <summary>A province's standard. Lines in đồng per person and month, inclusive.</summary>
    /// <param name="ProvinceCode">Province.</param>
    /// <param name="Code">P, the province's digits, a hyphen, and up to 8 letters or digits, for example <c>P15-2026</c>.</param>
    /// <param name="ValidFrom">First day.</param>
    /// <param name="ValidTo">Last day.</param>
    /// <param name="NameVi">Vietnamese name.</param>
    /// <param name="NameEn">English name.</param>
    /// <param name="StandardCode">National standard that it stands above.</param>
    /// <param name="Rural">Rural lines.</param>
    /// <param name="Urban">Urban lines.</param>
    /// <param name="DeprivationsMin">Fewest missed indicators of a poor household; 0: income alone decides.</param>
    /// <param name="LegalBasis">Resolution or decision of the province, as it is quoted.</param>
    /// <param name="DecisionNumber">Number of the act as printed.</param>
    /// <param name="DecidedOn">Date of the act; not after the first day, not in the future.</param>
    /// <param name="Signer">Who signed it, as printed.</param>
    /// <param name="FileSha256">SHA-256 of the signed document, 64 hexadecimal digits.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(
        string? ProvinceCode, string? Code, DateOnly ValidFrom, DateOnly ValidTo, string? NameVi, string? NameEn, string? StandardCode, Lines? Rural, Lines? Urban, int DeprivationsMin, string? LegalBasis,
        string? DecisionNumber, DateOnly? DecidedOn, string? Signer, string? FileSha256);

    /// <summary>Lines of one kind of area.</summary>
    /// <param name="PoorUpTo">Line of poor households.</param>
    /// <param name="NearUpTo">Line of near-poor households, not below.</param>
    /// <param name="PointsUpTo">Points A that stand for both lines, where the province gives them.</param>
    [PersonalData(DataClass.P0)]
    public sealed record Lines(long PoorUpTo, long NearUpTo, int? PointsUpTo);

    public static void Map(RouteGroupBuilder standards) => standards.MapPost("/local", Handle).WithName("AddLocalStandard")
        .WithSummary("Set a province's own, higher standard").RequireScope(Scopes.ReviewsSupervise).WithIdempotencyKey(keptForDays: 1, isRequired: false);

    private static async Task<Results<Ok<LocalStandardView>, Refusal>> Handle(
        Request request, HouseholdDb db, ReferenceBook book, Actor actor, AreaScope scope, TimeProvider clock, CancellationToken ct)
    {
        var pages = await book.Open(ct);
        if (request.ProvinceCode is null || pages.Areas.ProvinceOn(request.ProvinceCode, clock.Today()) is null)
            return Refusal.Invalid(new FieldFault("provinceCode", "Không có tỉnh mang mã này.", "No province carries this code."));
        if (!scope.ContainsProvince(request.ProvinceCode))
            return Refusal.AreaOutside;
        var prefix = $"P{request.ProvinceCode}-";
        if (Faults(request, prefix) is { Length: > 0 } faults)
            return Refusal.Invalid(faults);
        var (decision, undecided) = Decision.Of(request.DecisionNumber, request.DecidedOn, request.Signer);
        if (decision is null)
            return undecided!;
        if (Sha256Text.WhyNot("fileSha256", request.FileSha256) is { } unhashed)
            return Refusal.Invalid(unhashed);
        var (code, name, basis, rural, urban) = (request.Code!, request.NameVi!.Trim(), request.LegalBasis!.Trim(), request.Rural!, request.Urban!);
        if (pages.Standards.Of(request.StandardCode ?? "") is not { } national)
            return Refusal.Invalid(new FieldFault("standardCode", "Nêu chuẩn quốc gia mà chuẩn này cao hơn.", "Name the national standard that it stands above."));
        var added = new LocalStandard
        {
            ProvinceCode = request.ProvinceCode,
            Code = code,
            ValidFrom = request.ValidFrom,
            ValidTo = request.ValidTo,
            NameVi = name,
            NameEn = request.NameEn?.Trim() ?? "",
            StandardCode = national.Code,
            RuralPoorUpTo = rural.PoorUpTo,
            RuralNearUpTo = rural.NearUpTo,
            RuralPointsUpTo = rural.PointsUpTo,
            UrbanPoorUpTo = urban.PoorUpTo,
            UrbanNearUpTo = urban.NearUpTo,
            UrbanPointsUpTo = urban.PointsUpTo,
            DeprivationsMin = request.DeprivationsMin,
            LegalBasis = basis,
            DecisionNumber = decision.Number,
            DecidedOn = decision.DecidedOn,
            Signer = decision.Signer,
            FileSha256 = request.FileSha256!.ToLowerInvariant(),
            RecordedBy = actor.Id,
            RecordedAt = clock.GetUtcNow(),
        };
        var others = await db.LocalStandards.AsNoTracking().Where(row => row.ProvinceCode == request.ProvinceCode).ToListAsync(ct);
        if ((added.WhyNot(national, clock.Today()) ?? added.WhyNotBeside(others)) is { } refusal)
            return refusal;
        db.LocalStandards.Add(added);
        db.Audit(AuditEntry.Of(actor, "local-standard.add", "local-standard", Guid.CreateVersion7(), added.RecordedAt, added.ProvinceCode, purpose: code));
        return await db.Save(ct) is { } twice ? twice : TypedResults.Ok(LocalStandardView.Of(added));
    }

    private static FieldFault[] Faults(Request request, string prefix)
    {
        var faults = new List<FieldFault>();
        if (request.Code is not { Length: <= 12 } code || !code.StartsWith(prefix, StringComparison.Ordinal) || code.Length == prefix.Length || !code[prefix.Length..].All(char.IsAsciiLetterOrDigit))
            faults.Add(new FieldFault("code", $"Mã bắt đầu bằng {prefix}, tiếp theo là chữ hoặc số, tối đa 12 ký tự.", $"The code begins with {prefix}, then letters or digits, at most 12 characters."));
        foreach (var (field, text, isNeeded) in new[] { ("nameVi", request.NameVi, true), ("nameEn", request.NameEn, false), ("legalBasis", request.LegalBasis, true) })
            if (text?.Trim().Length > Longest || (isNeeded && string.IsNullOrWhiteSpace(text)))
                faults.Add(new FieldFault(field, $"Ghi từ 1 đến {Longest} ký tự.", $"Write 1 to {Longest} characters."));
        foreach (var (field, lines) in new[] { ("rural", request.Rural), ("urban", request.Urban) })
            if (lines is null)
                faults.Add(new FieldFault(field, "Ghi mức chuẩn nghèo và cận nghèo của khu vực này.", "State the poor and near-poor lines of this kind of area."));
        return [.. faults];
    }
}

/// <summary>A province's own standard.</summary>
/// <param name="ProvinceCode">Province.</param>
/// <param name="Code">Code.</param>
/// <param name="NameVi">Vietnamese name.</param>
/// <param name="NameEn">English name.</param>
/// <param name="StandardCode">National standard that it stands above.</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidTo">Last day.</param>
/// <param name="LegalBasis">Resolution or decision of the province, as it is quoted.</param>
/// <param name="DecisionNumber">Number of the act; absent for standards recorded before acts were kept.</param>
/// <param name="DecidedOn">Date of the act.</param>
/// <param name="Signer">Who signed it, as printed.</param>
/// <param name="FileSha256">SHA-256 of the signed document.</param>
[PersonalData(DataClass.P1)]
public sealed record LocalStandardView(
    string ProvinceCode, string Code, string NameVi, string NameEn, string StandardCode, DateOnly ValidFrom, DateOnly ValidTo, string LegalBasis, string? DecisionNumber, DateOnly? DecidedOn, string? Signer, string? FileSha256)
{
    internal static LocalStandardView Of(LocalStandard row) => new(
        row.ProvinceCode, row.Code, row.NameVi, row.NameEn, row.StandardCode, row.ValidFrom, row.ValidTo, row.LegalBasis, row.DecisionNumber, row.DecidedOn, row.Signer, row.FileSha256);
}
