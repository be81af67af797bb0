namespace PovertyPlatform.Seed.People;

/// <summary>Makes the members of one household: ages, relations, names and numbers that fit each other.</summary>
static class Family
{
    /// <param name="identityNumber">Gives a free identity number for a sex (true: woman) and birth year.</param>
    public static List<Person> Make(Dice dice, NamingHabits habits, int size, DateOnly on, Func<bool, int, string> identityNumber)
    {
        var clan = dice.Pick(habits.Clans);
        var headIsWoman = dice.Chance(size <= 2 ? 350 : 120);
        var headAge = size switch { 1 => dice.Between(35, 84), 2 => dice.Between(22, 78), _ => dice.Between(23, 62) };
        var members = new List<Person>(size) { Make(headAge, headIsWoman, clan, "Chủ hộ") };

        var married = size > 1 && dice.Chance(headIsWoman ? 300 : 900);
        var spouseClan = habits.OtherClan(dice, clan);
        if (married) members.Add(Make(Math.Max(19, headAge + dice.Between(-4, 3)), !headIsWoman, spouseClan, headIsWoman ? "Chồng" : "Vợ"));
        var childClan = headIsWoman && married ? spouseClan : clan;

        if (members.Count < size && size >= 4 && headAge < 50 && dice.Chance(280))
            members.Add(Make(headAge + dice.Between(20, 27), true, habits.OtherClan(dice, clan), "Mẹ"));
        if (members.Count < size && size >= 5 && headAge < 48 && dice.Chance(150))
            members.Add(Make(headAge + dice.Between(21, 30), false, clan, "Bố"));

        var eldest = Math.Min(headAge - 18, 34);
        var grown = false;
        while (members.Count < size)
        {
            var left = size - members.Count;
            if (eldest < 0 || (size == 2 && !married && headAge > 60))
            {
                members.Add(Make(Math.Max(5, headAge - dice.Between(40, 55)), dice.Chance(500), childClan, "Cháu"));
                continue;
            }
            var age = Math.Max(0, eldest - dice.Below(4));
            var woman = dice.Chance(490);
            members.Add(Make(age, woman, childClan, "Con"));
            if (!grown && !woman && age >= 20 && left >= 3)
            {
                grown = true;
                members.Add(Make(age - dice.Below(3), true, habits.OtherClan(dice, childClan), "Con dâu"));
                members.Add(Make(dice.Between(0, Math.Max(1, age - 18)), dice.Chance(490), childClan, "Cháu"));
            }
            eldest = age - dice.Between(1, 3);
        }
        return members;

        Person Make(int age, bool woman, string familyName, string relation)
        {
            var birth = on.AddYears(-age).AddDays(-1 - dice.Below(360));
            var yearOnly = birth.Year < 1966 && dice.Chance(350);
            if (yearOnly) birth = new(birth.Year, 1, 1);
            var number = age < 6 && dice.Chance(150) ? "" : identityNumber(woman, birth.Year);
            return new(habits.Name(dice, familyName, woman), woman, birth, yearOnly, habits.EthnicCode, relation, number);
        }
    }
}
