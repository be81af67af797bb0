namespace PovertyPlatform.HouseholdService.Data.Reference;

/// <summary>Which file of <c>reference/</c> fills which table. A new column of the law is a column here and in the migration.</summary>
internal static class ReferenceTables
{
    private const string From = "coalesce(nullif(valid_from, '')::date, '-infinity')";
    private const string To = "nullif(valid_to, '')::date";
    private const string AreaType = "case area_type when 'rural' then 1 when 'urban' then 2 end";

    public static readonly IReadOnlyList<ReferenceTable> All =
    [
        new("areas/provinces.csv", "province", ["code", "valid_from"], Same("code"), ("valid_from", From), ("valid_to", To), Same("name"), Same("name_en"), Same("type"),
            Same("legal_basis"), Same("confidence")),
        new("areas/districts.csv", "district", ["code", "valid_from"], Same("code"), ("valid_from", From), ("valid_to", To), Same("name"), Same("name_en"), Same("type"), Same("province_code")),
        new("areas/communes.csv", "commune", ["code", "valid_from"], Same("code"), ("valid_from", From), ("valid_to", To), Same("name"), Same("name_en"), Same("type"),
            ("area_type", AreaType), Same("province_code"), Optional("district_code"), Same("legal_basis"), Same("confidence")),
        new("areas/crosswalk.csv", "commune_succession", ["old_code", "new_code", "changed_on"], Same("old_code"), Same("new_code"), ("changed_on", "changed_on::date"),
            Optional("old_district_code"), Same("old_province_code"), Same("new_province_code"), Same("coverage"), ("is_default_target", "nullif(is_default_target, '')::int::boolean"),
            Same("split_class"), Same("note")),
        new("standards/standards.csv", "poverty_standard", ["code"], Same("code"), Same("name_vi"), Same("name_en"), Optional("indicator_set"),
            ("points_per_deprivation", "nullif(points_per_deprivation, '')::smallint")),
        new("standards/periods.csv", "poverty_standard_period", ["standard_code", "valid_from"], Same("standard_code"), ("valid_from", "valid_from::date"), ("valid_to", "valid_to::date"),
            Same("legal_basis"), Same("confidence")),
        new("standards/rules.csv", "poverty_standard_rule", ["standard_code", "area_type", "measure", "step"], Same("standard_code"), ("area_type", AreaType), Same("measure"),
            ("step", "step::smallint"), ("class", "case class when 'poor' then 1 when 'near-poor' then 2 when 'average-living' then 3 end"),
            ("income_above", "nullif(income_above, '')::bigint"), ("income_up_to", "nullif(income_up_to, '')::bigint"),
            ("deprivations_min", "nullif(deprivations_min, '')::int"), ("deprivations_max", "nullif(deprivations_max, '')::int"),
            ("on_request", "on_request = 'yes'"), ("bound_unknown", "bound_unknown = 'yes'"), Same("legal_basis"), Same("confidence")),
        new("standards/indicators.csv", "deprivation_indicator", ["code"], Same("indicator_set"), Same("code"), ("ordinal", "ordinal::smallint"), Same("dimension_code"), Same("dimension_vi"),
            Same("dimension_en"), Same("name_vi"), Same("name_en"), Same("rule_vi"), Same("rule_en"), ("points", "nullif(points, '')::smallint"), Same("legal_basis"), Same("confidence")),
        new("standards/terms.csv", "legal_term", ["code", "valid_from"], Same("code"), ("valid_from", From), ("valid_to", To), ("value", "value::int"), Same("name_vi"), Same("name_en"),
            Same("legal_basis"), Same("confidence")),
        new("workbook/columns.csv", "import.workbook_column", ["field"], Same("field"), ("ordinal", "line::smallint"), Same("heading_vi"), Same("heading_en"), Same("group_vi"),
            ("synonyms", "string_to_array(synonyms, '|')"), Same("required"), Same("kind"), Same("meaning"), ("valid_from", From), ("valid_to", To)),
        new("calendar/holidays.csv", "holiday", ["day"], ("day", "day::date"), Same("kind"), Same("name_vi"), Same("name_en"), Same("legal_basis"), Same("confidence")),
        new("review/rules.csv", "review_rule", ["kind", "code", "valid_from"], Same("kind"), Same("code"), ("valid_from", "valid_from::date"), ("valid_to", To), ("value", "value::int"), Same("unit"),
            Same("on_breach"), Same("name_vi"), Same("name_en"), Same("legal_basis"), Same("confidence")),
        new("review/steps.csv", "review_step_rule", ["kind", "step", "valid_from"], Same("kind"), Same("step"), ("ordinal", "ordinal::smallint"), ("evidence", "string_to_array(evidence, '|')"),
            Same("without_evidence"), Same("if_skipped"), ("actors", "string_to_array(actors, ' ')"), Same("name_vi"), Same("name_en"), ("valid_from", "valid_from::date"), ("valid_to", To),
            Same("legal_basis"), Same("confidence")),
        new("privacy/purposes.csv", "processing_purpose", ["code", "valid_from"], Same("code"), ("valid_from", "valid_from::date"), ("valid_to", To), Same("name_vi"), Same("name_en"),
            Same("legal_basis"), Same("legal_source"), ("roles", "string_to_array(roles, ' ')"), ("requires_consent", "requires_consent = 'yes'"),
            ("requires_reason", "requires_reason = 'yes'"), Same("confidence")),
        new("duplicates/weights.csv", "duplicate_weight", ["code", "valid_from"], Same("code"), ("points", "points::int"), Same("name_vi"), Same("name_en"), ("valid_from", "valid_from::date"), ("valid_to", To)),
        new("privacy/consents.csv", "consent_kind", ["code", "valid_from"], Same("code"), ("valid_from", "valid_from::date"), ("valid_to", To), Same("about"), ("months", "months::smallint"),
            Same("name_vi"), Same("name_en"), Same("text_vi"), Same("text_en"), Same("legal_basis"), Same("confidence")),
        new("privacy/retention.csv", "retention_rule", ["code", "province_code", "valid_from"], Same("code"), Same("province_code"), ("valid_from", "valid_from::date"), ("valid_to", To), ("months", "nullif(months, '')::int"),
            Same("runs_from"), Same("action"), ("tables", "string_to_array(tables, ' ')"), Same("state"), Same("name_vi"), Same("name_en"), Same("basis"), Same("legal_source"), Same("confidence")),
        CodeList("causes", "cause"),
        CodeList("ethnic-groups", "ethnic-group"),
        CodeList("relations", "relation"),
        CodeList("needs", "need"),
        CodeList("member-facts", "member-fact"),
        CodeList("scoring-regions", "scoring-region"),
        CodeList("categories", "category"),
    ];

    private static ReferenceTable CodeList(string file, string kind) => new($"lists/{file}.csv", "code_list_item", ["kind", "code"],
        ("kind", $"'{kind}'"), Same("code"), ("ordinal", "line::smallint"), Same("name_vi"), Same("name_en"), Optional("parent_code"),
        ("synonyms", "string_to_array(synonyms, '|')"), ("tags", "string_to_array(tags, ' ')"), Same("legal_basis"), Same("confidence"));

    private static (string Column, string Sql) Same(string column) => (column, column);

    private static (string Column, string Sql) Optional(string column) => (column, $"nullif({column}, '')");
}
