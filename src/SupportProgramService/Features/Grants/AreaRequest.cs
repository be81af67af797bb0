using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.SupportProgramService.Data;
using PovertyPlatform.SupportProgramService.Data.Areas;
using PovertyPlatform.SupportProgramService.Domain.Grants;

namespace PovertyPlatform.SupportProgramService.Features.Grants;

/// <summary>The area that a request names: it must exist and lie inside the caller's areas.</summary>
internal readonly record struct AreaRequest(string ProvinceCode, string? CommuneCode)
{
    private const int ProvinceDigits = 2;
    private const int CommuneDigits = 5;

    public static async Task<(AreaRequest? Area, Refusal? Refusal)> Check(
        string field, string code, bool provinces, SupportDb db, DateOnly today, CancellationToken ct)
    {
        if (!code.All(char.IsAsciiDigit) || !(code.Length == CommuneDigits || (provinces && code.Length == ProvinceDigits)))
            return (null, Refusal.Invalid(provinces
                ? new FieldFault(field, "Mã địa bàn gồm 2 chữ số (tỉnh) hoặc 5 chữ số (xã).", "An area code has 2 digits (province) or 5 digits (commune).")
                : new FieldFault(field, "Mã xã gồm 5 chữ số.", "A commune code has 5 digits.")));
        if (code.Length == ProvinceDigits)
            return db.Area.ContainsProvince(code) ? (new AreaRequest(code, null), null) : (null, Refusal.AreaOutside);
        if (await db.ProvinceOf(code, today, ct) is not { } province)
            return (null, Refusal.Invalid(new FieldFault(field, $"Không có xã mang mã {code}.", $"No commune has the code {code}.")));
        return db.Area.Contains(province, code) ? (new AreaRequest(province, code), null) : (null, Refusal.AreaOutside);
    }

    public IQueryable<Grant> Narrow(IQueryable<Grant> grants)
    {
        var (province, commune) = this;
        grants = grants.Where(grant => grant.ProvinceCode == province);
        return commune is null ? grants : grants.Where(grant => grant.CommuneCode == commune);
    }
}
