namespace PovertyPlatform.Seed.Province;

/// <summary>What one commune will hold.</summary>
/// <param name="Number">Place in the plan, from 0; part of the decision number and of the range of identity numbers.</param>
/// <param name="FirstHousehold">Number of its first household in the province, so that ids ascend without the communes knowing each other.</param>
sealed record CommunePlan(
    string ProvinceCode, string Code, string Name, bool IsUrban, AreaProfile Profile, int Number, int FirstHousehold, int Households, int Poor, int NearPoor, int Escaped)
{
    public bool InDifficultArea => Profile.PovertyWeight > 30;
}
