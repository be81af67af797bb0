using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Data.Rows;
using PovertyPlatform.HouseholdService.Domain.Causes;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.Causes;

/// <summary>A province adds a cause to the official list, from a day on.</summary>
internal static class AddCause
{
    /// <summary>A cause.</summary>
    /// <param name="ProvinceCode">Province.</param>
    /// <param name="Code">Code: the letter P, the province's digits, a hyphen and up to 8 letters or digits, for example <c>P15-1</c>.</param>
    /// <param name="NameVi">Vietnamese name.</param>
    /// <param name="NameEn">English name.</param>
    /// <param name="ParentCode">Official cause under which it is counted.</param>
    /// <param name="IsRestricted">It judges a person.</param>
    /// <param name="ValidFrom">First day.</param>
    /// <param name="LegalBasis">Decision or guidance of the province.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(string? ProvinceCode, string? Code, string? NameVi, string? NameEn, string? ParentCode, bool IsRestricted, DateOnly ValidFrom, string? LegalBasis);

    public static void Map(RouteGroupBuilder causes) => causes.MapPost("/", Handle).WithName("AddCause")
        .WithSummary("Add a province's own cause").RequireScope(Scopes.ReviewsSupervise).WithIdempotencyKey(keptForDays: 1, isRequired: false);

    private static async Task<Results<Ok<Cause>, Refusal>> Handle(Request request, HouseholdDb db, ReferenceBook book, Actor actor, AreaScope scope, TimeProvider clock, CancellationToken ct)
    {
        var pages = await book.Open(ct);
        if (request.ProvinceCode is null || pages.Areas.ProvinceOn(request.ProvinceCode, clock.Today()) is null)
            return Refusal.Invalid(new FieldFault("provinceCode", "Không có tỉnh mang mã này.", "No province carries this code."));
        if (!scope.ContainsProvince(request.ProvinceCode))
            return Refusal.AreaOutside;
        var prefix = $"P{request.ProvinceCode}-";
        if (request.Code is not { Length: <= 12 } code || !code.StartsWith(prefix, StringComparison.Ordinal) || code.Length == prefix.Length || !code[prefix.Length..].All(char.IsAsciiLetterOrDigit)
            || request.NameVi?.Trim() is not { Length: > 0 and <= 200 } || request.NameEn?.Length > 200 || request.LegalBasis?.Trim() is not { Length: > 0 and <= 200 })
            return Refusal.Invalid(new FieldFault("code", $"Mã bắt đầu bằng {prefix}; ghi tên và căn cứ, tối đa 200 ký tự.", $"The code begins with {prefix}; state name and basis in at most 200 characters."));
        if (pages.Codes["cause"].FirstOrDefault(item => item.Code == request.ParentCode) is not { ParentCode: null } official)
            return Refusal.Invalid(new FieldFault("parentCode", "Chọn nguyên nhân chính thức mà nguyên nhân này được tính vào.", "Choose the official cause under which it is counted."));
        if (await db.LocalCauses.AnyAsync(row => row.ProvinceCode == request.ProvinceCode && row.Code == code && (row.ValidTo == null || row.ValidTo >= request.ValidFrom), ct))
            return Refusal.Conflict("cause-exists", "Mã này đã được dùng.", "This code is used already.");
        db.LocalCauses.Add(new LocalCause
        {
            ProvinceCode = request.ProvinceCode,
            Code = code,
            ValidFrom = request.ValidFrom,
            NameVi = request.NameVi.Trim(),
            NameEn = request.NameEn?.Trim() ?? "",
            ParentCode = official.Code,
            IsRestricted = request.IsRestricted,
            LegalBasis = request.LegalBasis.Trim(),
            RecordedBy = actor.Id,
        });
        db.Audit(AuditEntry.Of(actor, "cause.add", "cause", Guid.CreateVersion7(), clock.GetUtcNow(), request.ProvinceCode, purpose: code));
        return await db.Save(ct) is { } twice ? twice : TypedResults.Ok(new Cause(code, request.NameVi.Trim(), request.NameEn?.Trim() ?? "", official.Code, request.IsRestricted));
    }
}
