using PovertyPlatform.Contracts;

namespace PovertyPlatform.HouseholdService.Domain.Standards;

/// <summary>Names of classes and quantities as officers read them.</summary>
public static class Words
{
    /// <summary>A class in Vietnamese.</summary>
    public static string Vi(PovertyClass value) => value switch
    {
        PovertyClass.Poor => "hộ nghèo",
        PovertyClass.NearPoor => "hộ cận nghèo",
        PovertyClass.AverageLiving => "hộ có mức sống trung bình",
        PovertyClass.NotPoor => "hộ không nghèo",
        _ => "chưa xác định",
    };

    /// <summary>A class in English.</summary>
    public static string En(PovertyClass value) => value switch
    {
        PovertyClass.Poor => "poor household",
        PovertyClass.NearPoor => "near-poor household",
        PovertyClass.AverageLiving => "household of average living standard",
        PovertyClass.NotPoor => "household neither poor nor near-poor",
        _ => "undetermined",
    };

    /// <summary>A quantity in Vietnamese.</summary>
    public static string Vi(ComparedQuantity value) => value switch
    {
        ComparedQuantity.Income => "thu nhập bình quân đầu người/tháng",
        ComparedQuantity.IncomePoints => "điểm B1",
        ComparedQuantity.Deprivations => "số chỉ số thiếu hụt",
        _ => "điểm B2",
    };

    /// <summary>A quantity in English.</summary>
    public static string En(ComparedQuantity value) => value switch
    {
        ComparedQuantity.Income => "income per person and month",
        ComparedQuantity.IncomePoints => "points B1",
        ComparedQuantity.Deprivations => "missed indicators",
        _ => "points B2",
    };
}
