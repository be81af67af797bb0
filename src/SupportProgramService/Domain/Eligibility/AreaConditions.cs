using PovertyPlatform.Contracts;
using PovertyPlatform.SupportProgramService.Domain.Households;

namespace PovertyPlatform.SupportProgramService.Domain.Eligibility;

/// <summary>The household was reviewed as rural, or as urban.</summary>
public sealed class AreaTypeIn(IReadOnlySet<AreaType> types) : Condition
{
    public override bool IsMet(Recognition recognition, DateOnly on) => types.Contains(recognition.AreaType);

    public override Bilingual Found(Recognition recognition) => recognition.AreaType == AreaType.Rural
        ? new("Khu vực nông thôn", "Rural area")
        : new("Khu vực thành thị", "Urban area");
}

/// <summary>Commune or hamlet is on the list of especially difficult areas.</summary>
public sealed class EspeciallyDifficultArea : Condition
{
    public override bool IsMet(Recognition recognition, DateOnly on) => recognition.IsEspeciallyDifficultArea;

    public override Bilingual Found(Recognition recognition) => recognition.IsEspeciallyDifficultArea
        ? new("Xã hoặc thôn thuộc vùng đặc biệt khó khăn", "Especially difficult commune or hamlet")
        : new("Không thuộc vùng đặc biệt khó khăn", "Not an especially difficult area");
}

/// <summary>Province or commune is one of a set: how a province adds a programme of its own.</summary>
public sealed class PlaceIn(IReadOnlySet<string> codes, bool province) : Condition
{
    public override bool IsMet(Recognition recognition, DateOnly on) => codes.Contains(province ? recognition.ProvinceCode : recognition.CommuneCode);

    public override Bilingual Found(Recognition recognition) => province
        ? new($"Tỉnh có mã {recognition.ProvinceCode}", $"Province {recognition.ProvinceCode}")
        : new($"Xã có mã {recognition.CommuneCode}", $"Commune {recognition.CommuneCode}");
}
